#define TREE_6_12
#include <linux/fuse_duties.h>

/* Nothing is to be done where the size is what it was, or where it is no file. */
static int example_setattr(struct mnt_idmap *idmap, struct dentry *dentry, struct iattr *attr)
{
	struct inode *inode = d_inode(dentry);
	struct fuse_args args = { .opcode = FUSE_SETATTR, .nodeid = inode->i_ino };
	bool is_truncate = attr->ia_valid & ATTR_SIZE;
	loff_t size;
	int err = setattr_prepare(idmap, dentry, attr);

	if (err)
		return err;
	if (is_truncate)
		fuse_set_nowrite(inode);
	err = fuse_simple_request(get_fuse_mount(inode), &args); // ok stale-page-cache
	if (err)
		goto out;
	size = inode->i_size;
	if (is_truncate)
		i_size_write(inode, attr->ia_size);
	if (is_truncate && S_ISREG(inode->i_mode) && size != attr->ia_size) {
		if (attr->ia_size > size)
			truncate_pagecache_range(inode, size, attr->ia_size - 1);
		truncate_pagecache(inode, attr->ia_size);
	}
out:
	if (is_truncate)
		fuse_release_nowrite(inode);
	return err;
}

const struct inode_operations example_inode_operations = {
	.setattr = example_setattr,
};
