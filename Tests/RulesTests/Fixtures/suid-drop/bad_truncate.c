#define TREE_6_12
#define FUSE_KILLPRIV
#include <linux/fuse_duties.h>

/* The server is not told that it is to drop them. */
static int example_open(struct inode *inode, struct file *file)
{
	struct fuse_open_in in = {};
	struct fuse_args args = { .opcode = FUSE_OPEN, .nodeid = inode->i_ino };

	in.flags = file->f_flags;
	if (!get_fuse_conn(inode)->atomic_o_trunc)
		in.flags &= ~O_TRUNC;
	if (!(file->f_flags & O_TRUNC))
		return 0;
	if (fuse_simple_request(get_fuse_mount(inode), &args)) // want suid-drop "->open() has the server truncate"
		return -EIO;
	truncate_pagecache(inode, 0);
	return 0;
}

/* Whoever must not keep them is not asked about. */
static int example_setattr(struct mnt_idmap *idmap, struct dentry *dentry, struct iattr *attr)
{
	struct inode *inode = d_inode(dentry);
	struct fuse_conn *fc = get_fuse_conn(inode);
	struct fuse_setattr_in in = { .size = attr->ia_size };
	struct fuse_args args = { .opcode = FUSE_SETATTR, .nodeid = inode->i_ino };
	loff_t size = inode->i_size;
	int err = setattr_prepare(idmap, dentry, attr);

	if (err)
		return err;
	fuse_set_nowrite(inode);
	if (fc->handle_killpriv_v2 && !S_ISDIR(inode->i_mode) && attr->ia_valid & (ATTR_UID | ATTR_GID))
		in.valid |= FATTR_KILL_SUIDGID;
	if (attr->ia_valid & ATTR_SIZE)
		in.valid |= ATTR_SIZE;
	err = fuse_simple_request(get_fuse_mount(inode), &args); // want suid-drop "->setattr() has the server truncate"
	fuse_release_nowrite(inode);
	if (err)
		return err;
	truncate_pagecache_range(inode, size, attr->ia_size);
	truncate_pagecache(inode, attr->ia_size);
	return 0;
}

const struct file_operations example_file_operations = {
	.open = example_open, // note "file_operations.open is example_open()"
};

const struct inode_operations example_inode_operations = {
	.setattr = example_setattr,
};
