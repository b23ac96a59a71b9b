#define TREE_6_12
#include <linux/dcache.h>

/* A helper that returns what it took: its callers owe the release. */
static struct inode *example_find(struct dentry *dentry)
{
	struct inode *inode = igrab(dentry->d_inode);

	if (!inode)
		return NULL;
	return inode;
}

int example_use(struct dentry *dentry)
{
	struct inode *inode = example_find(dentry); // want reference-balance "example_find"

	if (!inode)
		return -EIO;
	if (inode->i_size > 4096)
		return -EINVAL;
	iput(inode);
	return 0;
}

int example_uses_well(struct dentry *dentry)
{
	struct inode *inode = example_find(dentry); // ok reference-balance

	if (!inode)
		return -EIO;
	iput(inode);
	return 0;
}
