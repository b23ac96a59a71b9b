#define TREE_6_12
#include <linux/fuse_duties.h>

/* For regular files only, and the upper inode is nobody's own. */
static int example_setattr(struct mnt_idmap *idmap, struct dentry *dentry, struct iattr *attr)
{
	int err;

	if (S_ISREG(d_inode(dentry)->i_mode)) {
		err = setattr_prepare(idmap, dentry, attr);
		if (err)
			return err;
		return notify_change(idmap, dentry, attr, NULL); // ok setattr-prepare
	}
	return notify_change(idmap, dentry, attr, NULL); // want setattr-prepare "attributes are changed"
}

/* What it says does not matter. */
static int example_dir_setattr(struct mnt_idmap *idmap, struct dentry *dentry, struct iattr *attr)
{
	int err = setattr_prepare(idmap, dentry, attr);

	if (err == -EPERM)
		return err;
	setattr_copy(idmap, d_inode(dentry), attr); // want setattr-prepare "example_dir_setattr() has not had"
	return 0;
}

const struct inode_operations example_inode_operations = {
	.setattr = example_setattr,
};

const struct inode_operations example_dir_operations = {
	.setattr = example_dir_setattr,
};
