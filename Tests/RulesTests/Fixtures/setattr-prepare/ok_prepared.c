#define TREE_6_12
#include <linux/fuse_duties.h>

static int example_setattr(struct mnt_idmap *idmap, struct dentry *dentry, struct iattr *attr)
{
	struct inode *inode = d_inode(dentry);
	int err;

	err = setattr_prepare(idmap, dentry, attr);
	if (err)
		goto out;
	if (attr->ia_valid & ATTR_SIZE)
		truncate_setsize(inode, attr->ia_size); // ok setattr-prepare
	setattr_copy(idmap, inode, attr); // ok setattr-prepare
	mark_inode_dirty(inode);
out:
	return err;
}

const struct inode_operations example_inode_operations = {
	.setattr = example_setattr,
};
