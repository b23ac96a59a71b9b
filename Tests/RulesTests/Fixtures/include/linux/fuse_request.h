/* Requests to a server, in the shape of fs/fuse. */
#ifndef _LINUX_FUSE_REQUEST_H
#define _LINUX_FUSE_REQUEST_H

#include <linux/dcache.h>
#include <linux/slab.h>

struct fuse_mount {
	struct super_block *sb;
};

struct fuse_args {
	u64 nodeid;
	u32 opcode;
	bool noreply;
	void (*end)(struct fuse_mount *fm, struct fuse_args *args, int error);
};

struct shrinker {
	unsigned long (*count_objects)(struct shrinker *shrinker);
	unsigned long (*scan_objects)(struct shrinker *shrinker);
};

ssize_t fuse_simple_request(struct fuse_mount *fm, struct fuse_args *args);
int fuse_simple_background(struct fuse_mount *fm, struct fuse_args *args, gfp_t flags);

static inline struct fuse_mount *get_fuse_mount(struct inode *inode)
{
	return inode->i_sb->s_fs_info;
}

static inline bool fuse_is_bad(struct inode *inode)
{
	return inode->i_ino == 0;
}

#endif
