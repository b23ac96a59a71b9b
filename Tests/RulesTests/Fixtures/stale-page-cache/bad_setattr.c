#define TREE_6_12
#include <linux/fuse_duties.h>

/* Nothing is truncated where the file becomes longer or shorter. */
static int example_setattr(struct mnt_idmap *idmap, struct dentry *dentry, struct iattr *attr)
{
	struct inode *inode = d_inode(dentry);
	struct fuse_args args = { .opcode = FUSE_SETATTR, .nodeid = inode->i_ino };
	bool is_truncate = false;
	int err = setattr_prepare(idmap, dentry, attr);

	if (err)
		return err;
	if (attr->ia_valid & ATTR_SIZE)
		is_truncate = true;
	if (is_truncate)
		fuse_set_nowrite(inode);
	err = fuse_simple_request(get_fuse_mount(inode), &args); // want stale-page-cache "the page cache is not truncated"
	if (is_truncate)
		fuse_release_nowrite(inode);
	return err;
}

/* Writes that are under way come later than the server's answer. */
static int example_late_setattr(struct mnt_idmap *idmap, struct dentry *dentry, struct iattr *attr)
{
	struct inode *inode = d_inode(dentry);
	struct fuse_args args = { .opcode = FUSE_SETATTR, .nodeid = inode->i_ino };
	int err = setattr_prepare(idmap, dentry, attr);

	if (err)
		return err;
	err = fuse_simple_request(get_fuse_mount(inode), &args); // want stale-page-cache "writes under way will undo"
	if (!err && attr->ia_valid & ATTR_SIZE) {
		truncate_pagecache_range(inode, inode->i_size, attr->ia_size - 1);
		truncate_pagecache(inode, attr->ia_size);
	}
	return err;
}

const struct inode_operations example_inode_operations = {
	.setattr = example_setattr,
};

const struct inode_operations example_other_operations = {
	.setattr = example_late_setattr,
};
