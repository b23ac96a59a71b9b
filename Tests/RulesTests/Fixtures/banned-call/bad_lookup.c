#define TREE_6_12
#include <linux/dcache.h>

struct inode *example_find(struct inode *dir, struct dentry *dentry);
void d_instantiate(struct dentry *dentry, struct inode *inode);
void d_rehash(struct dentry *dentry);

static void example_attach(struct dentry *dentry, struct inode *inode)
{
	d_instantiate(dentry, inode); // want banned-call "call d_splice_alias() or d_add()"
	d_rehash(dentry); // want banned-call "d_rehash()"
}

static struct dentry *example_lookup(struct inode *dir, struct dentry *dentry, unsigned int flags)
{
	example_attach(dentry, example_find(dir, dentry)); // note "example_lookup() calls example_attach()"
	return NULL;
}

const struct inode_operations example_dir_operations = {
	.lookup = example_lookup,
};
