#define TREE_6_12
#include <linux/dcache.h>
#include <linux/file.h>

struct example {
	struct inode *inode;
	const struct cred *cred;
	struct file *file;
};

/* The structure owns the reference, whichever came first. */
void example_fill(struct example *example, struct inode *inode, const struct cred *cred, struct file *file)
{
	example->inode = inode;
	ihold(inode);
	example->cred = get_cred(cred);
	example->file = get_file(file);
}

struct file *example_get(struct example *example)
{
	return get_file(example->file);
}
