#define TREE_6_12
#include <linux/dcache.h>

/* Taken and dropped under the same flag, which nothing changes. */
int example_walk(struct dentry *dentry, bool up)
{
	struct dentry *parent = NULL;
	int err = 0;

	if (up)
		parent = dget_parent(dentry);
	if (dentry->d_fsdata)
		err = -EBUSY;
	if (up)
		dput(parent);
	return err;
}

int example_maybe(struct inode *inode)
{
	struct inode *held = inode->i_private ? igrab(inode) : NULL;

	if (held)
		iput(held);
	return 0;
}
