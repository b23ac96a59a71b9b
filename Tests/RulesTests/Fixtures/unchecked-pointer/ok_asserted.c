#define TREE_6_12
#include <linux/fs.h>
#include <linux/pagemap.h>

/* As in a kernel that does not check what its source asserts. */
#define ASSERT(expr) (void)(expr)

struct dentry *d_lookup(const struct dentry *parent, const char *name);
struct dentry {
	struct inode *d_inode;
	int flags;
};
void dput(struct dentry *dentry);

int example_known(struct dentry *parent)
{
	struct dentry *dentry = d_lookup(parent, "known");
	int flags;

	ASSERT(dentry);
	flags = dentry->flags; // ok unchecked-pointer
	dput(dentry);
	return flags;
}

int example_compared(struct dentry *parent)
{
	struct dentry *dentry = d_lookup(parent, "known");
	int flags;

	ASSERT(dentry != NULL);
	flags = dentry->flags; // ok unchecked-pointer
	dput(dentry);
	return flags;
}

void example_folio(struct address_space *mapping, unsigned long index)
{
	struct folio *folio = __filemap_get_folio(mapping, index, 0, 0);

	ASSERT(!IS_ERR(folio));
	folio->flags = 0; // ok unchecked-pointer
	folio_put(folio);
}
