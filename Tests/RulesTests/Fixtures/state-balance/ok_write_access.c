#define TREE_6_12
#include <linux/dcache.h>

int example_remove(struct vfsmount *mnt, struct dentry *dentry)
{
	int err = mnt_want_write(mnt);

	if (err)
		return err;
	if (!dentry->d_inode)
		err = -EIO;
	mnt_drop_write(mnt);
	return err;
}
