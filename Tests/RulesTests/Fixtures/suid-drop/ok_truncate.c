#define TREE_6_12
#define FUSE_KILLPRIV
#include <linux/fuse_duties.h>

static int example_send(struct inode *inode, u32 flags)
{
	struct fuse_conn *fc = get_fuse_conn(inode);
	struct fuse_open_in in = {};
	struct fuse_args args = { .opcode = FUSE_OPEN, .nodeid = inode->i_ino };

	in.flags = flags;
	if (!fc->atomic_o_trunc)
		in.flags &= ~O_TRUNC;
	if (fc->handle_killpriv_v2 && (in.flags & O_TRUNC) && !capable(CAP_FSETID))
		in.open_flags |= FUSE_OPEN_KILL_SUIDGID;
	return fuse_simple_request(get_fuse_mount(inode), &args) ? -EIO : 0; // ok suid-drop
}

static int example_open(struct inode *inode, struct file *file)
{
	bool is_truncate = file->f_flags & O_TRUNC;
	int err;

	if (is_truncate)
		inode_lock(inode);
	err = example_send(inode, file->f_flags);
	if (!err)
		truncate_pagecache(inode, 0);
	if (is_truncate)
		inode_unlock(inode);
	return err;
}

/* A file that is made here has nothing to drop. */
static int example_atomic_open(struct inode *dir, struct dentry *dentry, struct file *file, unsigned int flags, umode_t mode)
{
	struct fuse_conn *fc = get_fuse_conn(dir);
	struct fuse_create_in in = { .flags = flags };
	struct fuse_args args = { .opcode = FUSE_CREATE, .nodeid = dir->i_ino };

	if (fc->handle_killpriv_v2 && (flags & O_TRUNC) && !(flags & O_EXCL) && !capable(CAP_FSETID))
		in.open_flags |= FUSE_OPEN_KILL_SUIDGID;
	return fuse_simple_request(get_fuse_mount(dir), &args); // ok suid-drop
}

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
	if (attr->ia_valid & ATTR_SIZE) {
		if (fc->handle_killpriv_v2 && !capable(CAP_FSETID))
			in.valid |= FATTR_KILL_SUIDGID;
	}
	err = fuse_simple_request(get_fuse_mount(inode), &args); // ok suid-drop
	fuse_release_nowrite(inode);
	if (err)
		return err;
	truncate_pagecache_range(inode, size, attr->ia_size);
	truncate_pagecache(inode, attr->ia_size);
	return 0;
}

const struct file_operations example_file_operations = {
	.open = example_open,
};

const struct inode_operations example_inode_operations = {
	.atomic_open = example_atomic_open,
	.setattr = example_setattr,
};
