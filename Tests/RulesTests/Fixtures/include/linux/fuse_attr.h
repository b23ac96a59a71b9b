/* Attributes and their versions, in the shape of fs/fuse. */
#ifndef _LINUX_FUSE_ATTR_H
#define _LINUX_FUSE_ATTR_H

#include <linux/fuse_request.h>

#define FUSE_LOOKUP 1
#define FUSE_GETATTR 3
#define FUSE_MKDIR 9

typedef struct { s64 counter; } atomic64_t;

u64 atomic64_read(const atomic64_t *v);
u64 atomic64_inc_return(atomic64_t *v);

struct fuse_attr {
	u64 size;
	u64 mtime;
	u32 mode;
};

struct fuse_connection {
	atomic64_t attr_version;
};

static inline u64 fuse_get_attr_version(struct fuse_connection *fc)
{
	return atomic64_read(&fc->attr_version);
}

static inline loff_t i_size_read(const struct inode *inode)
{
	return inode->i_size;
}

static inline void i_size_write(struct inode *inode, loff_t size)
{
	inode->i_size = size;
}

#endif
