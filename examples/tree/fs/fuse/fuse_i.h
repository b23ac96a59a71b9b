/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A FUSE cut down to files: open, release, read, write and mmap. What talks
 * to the server (dev.c) is declared here and left out of this tree.
 */
#ifndef _FS_FUSE_I_H
#define _FS_FUSE_I_H

#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/mm.h>

/* Flags of the server's reply to OPEN. */
#define FOPEN_DIRECT_IO		(1 << 0)
#define FOPEN_PASSTHROUGH	(1 << 7)

/* Attributes as the server sends them. */
struct fuse_attr {
	u64 size;
	s64 atime;
	s64 mtime;
	s64 ctime;
	u32 atimensec;
	u32 mtimensec;
	u32 ctimensec;
	u32 mode;
};

/* The server's reply to OPEN. */
struct fuse_open_out {
	u64 fh;
	u32 open_flags;
	s32 backing_fd;
};

struct fuse_inode {
	struct inode inode;
	u64 nodeid;
	u64 attr_version;
};

/* The file that stands in for the server, and whose rights it is used with. */
struct fuse_passthrough {
	struct file *filp;
	const struct cred *cred;
};

struct fuse_file {
	u64 fh;
	u64 nodeid;
	u32 open_flags;
	struct fuse_passthrough passthrough;
};

struct fuse_conn {
	u64 attr_version;
	bool passthrough;
};

static inline struct fuse_inode *get_fuse_inode(struct inode *inode)
{
	return container_of(inode, struct fuse_inode, inode);
}

static inline struct fuse_conn *get_fuse_conn(struct inode *inode)
{
	return inode->i_sb->s_fs_info;
}

/* dev.c */
int fuse_send_open(struct fuse_conn *fc, u64 nodeid, struct file *file,
		   struct fuse_open_out *outarg);
void fuse_send_release(struct fuse_conn *fc, struct fuse_file *ff);
ssize_t fuse_direct_io(struct fuse_file *ff, struct iov_iter *iter,
		       loff_t *pos, bool write);

/* inode.c */
void fuse_change_attributes(struct inode *inode, const struct fuse_attr *attr);
void fuse_invalidate_attr(struct inode *inode);

/* file.c */
void fuse_init_file_inode(struct inode *inode);

/* passthrough.c */
int fuse_passthrough_open(struct fuse_file *ff, int backing_fd);
void fuse_passthrough_release(struct fuse_passthrough *passthrough);
ssize_t fuse_passthrough_read_iter(struct kiocb *iocb, struct iov_iter *to);
ssize_t fuse_passthrough_write_iter(struct kiocb *iocb, struct iov_iter *from);

#endif
