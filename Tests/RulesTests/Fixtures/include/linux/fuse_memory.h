/* What a connection remembers of its server, in the shape of fs/fuse. */
#ifndef _LINUX_FUSE_MEMORY_H
#define _LINUX_FUSE_MEMORY_H

#include <linux/fuse_request.h>

struct fuse_conn {
	unsigned no_flush:1;
	unsigned no_fsync:1;
	unsigned no_access:1;
	bool no_fallocate;
	unsigned sync_fs:1;
	u32 minor;
};

static inline struct fuse_conn *get_fuse_conn(struct inode *inode)
{
	return inode->i_sb->s_fs_info;
}

int example_write_back(struct inode *inode);

#endif
