/* Backing files, in the shape of fs/fuse/passthrough.c. */
#ifndef _LINUX_FUSE_BACKING_H
#define _LINUX_FUSE_BACKING_H

#include <linux/fuse_request.h>

#define CAP_SYS_ADMIN 21
#define EBADF 9
#define EISDIR 21
#define ELOOP 40

struct fuse_inode {
	struct inode inode;
};

struct fuse_backing {
	struct file *file;
	int count;
};

struct fuse_conn {
	int max_stack_depth;
	bool passthrough;
};

bool capable(int capability);
bool d_is_reg(const struct dentry *dentry);
bool d_is_dir(const struct dentry *dentry);
struct file *fget_raw(unsigned int fd);
int example_publish(struct fuse_conn *fc, struct fuse_backing *backing);

#endif
