#define TREE_6_12
#include <linux/fuse_duties.h>

/* What a mapping has left behind the end of the file becomes a part of it. */
static int example_setattr(struct mnt_idmap *idmap, struct dentry *dentry, struct iattr *attr)
{
	struct inode *inode = d_inode(dentry);
	struct fuse_args args = { .opcode = FUSE_SETATTR, .nodeid = inode->i_ino };
	bool is_truncate = attr->ia_valid & ATTR_SIZE;
	loff_t size = i_size_read(inode);
	int err = setattr_prepare(idmap, dentry, attr);

	if (err)
		return err;
	if (is_truncate)
		fuse_set_nowrite(inode);
	err = fuse_simple_request(get_fuse_mount(inode), &args); // want stale-page-cache "was not zeroed"
	if (is_truncate)
		fuse_release_nowrite(inode);
	if (err)
		return err;
	if (is_truncate && size != attr->ia_size)
		truncate_pagecache(inode, attr->ia_size);
	return 0;
}

const struct inode_operations example_inode_operations = {
	.setattr = example_setattr, // note "inode_operations.setattr is example_setattr()"
};
