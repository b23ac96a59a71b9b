#define TREE_6_12
#include <linux/dcache.h>

int example_remove(struct vfsmount *mnt, struct dentry *dentry)
{
	int err = mnt_want_write(mnt); // want state-balance "mnt_want_write"

	if (err)
		return err;
	if (!dentry->d_inode)
		return -EIO;
	mnt_drop_write(mnt);
	return 0;
}
