#define TREE_6_12
#include <linux/fuse_duties.h>

/* Whoever asks gets what he wants. */
static int example_setattr(struct mnt_idmap *idmap, struct dentry *dentry, struct iattr *attr)
{
	struct inode *inode = d_inode(dentry);

	if (attr->ia_valid & ATTR_SIZE)
		truncate_setsize(inode, attr->ia_size); // want setattr-prepare "has not had setattr_prepare() allow it before"
	setattr_copy(idmap, inode, attr); // want setattr-prepare "attributes are changed"
	mark_inode_dirty(inode);
	return 0;
}

const struct inode_operations example_inode_operations = {
	.setattr = example_setattr,
};
