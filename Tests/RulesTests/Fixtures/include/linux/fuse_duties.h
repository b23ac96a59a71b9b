/* What methods have to do before and after a change: attributes, privileges, the page cache; in the shape of fs/fuse. */
#ifndef _LINUX_FUSE_DUTIES_H
#define _LINUX_FUSE_DUTIES_H

#include <linux/fuse_request.h>

#define ATTR_MODE 1
#define ATTR_UID 2
#define ATTR_GID 4
#define ATTR_SIZE 8
#define ATTR_OPEN 0x8000
#define O_EXCL 0200
#define O_TRUNC 01000
#define S_IFMT 0170000
#define S_IFREG 0100000
#define S_IFDIR 0040000
#define S_ISDIR(mode) (((mode) & S_IFMT) == S_IFDIR)
#define S_ISREG(mode) (((mode) & S_IFMT) == S_IFREG)
#define CAP_FSETID 4
#define FALLOC_FL_KEEP_SIZE 1
#define FALLOC_FL_PUNCH_HOLE 2
#define FALLOC_FL_ZERO_RANGE 16
#define FOPEN_DIRECT_IO (1 << 0)
#define FOPEN_KEEP_CACHE (1 << 1)
#define FUSE_WRITE_KILL_SUIDGID (1 << 2)
#define FUSE_OPEN_KILL_SUIDGID (1 << 0)
#define FATTR_KILL_SUIDGID (1 << 11)
#define FUSE_SETATTR 4
#define FUSE_OPEN 14
#define FUSE_WRITE 16
#define FUSE_STATFS 17
#define FUSE_FSYNC 20
#define FUSE_LISTXATTR 23
#define FUSE_FLUSH 25
#define FUSE_ACCESS 34
#define FUSE_CREATE 35
#define FUSE_IOCTL 39
#define FUSE_FALLOCATE 43
#define FUSE_COPY_FILE_RANGE 47

struct iattr {
	unsigned int ia_valid;
	umode_t ia_mode;
	loff_t ia_size;
};

struct fuse_conn {
	bool atomic_o_trunc;
	bool writeback_cache;
	bool no_truncate;
	bool no_fsync;
	/* What a server may be asked to do since 5.11. */
#ifdef FUSE_KILLPRIV
	bool handle_killpriv_v2;
#endif
};

struct fuse_file {
	u64 fh;
	u32 open_flags;
};

struct fuse_open_in {
	u32 flags;
	u32 open_flags;
};

struct fuse_create_in {
	u32 flags;
	u32 open_flags;
};

struct fuse_setattr_in {
	u32 valid;
	u64 size;
};

struct fuse_write_in {
	u64 offset;
	u32 write_flags;
};

static inline struct fuse_conn *get_fuse_conn(struct inode *inode)
{
	return inode->i_sb->s_fs_info;
}

static inline struct inode *d_inode(struct dentry *dentry)
{
	return dentry->d_inode;
}

static inline loff_t i_size_read(const struct inode *inode)
{
	return inode->i_size;
}

static inline void i_size_write(struct inode *inode, loff_t size)
{
	inode->i_size = size;
}

int setattr_prepare(struct mnt_idmap *idmap, struct dentry *dentry, struct iattr *attr);
void setattr_copy(struct mnt_idmap *idmap, struct inode *inode, const struct iattr *attr);
int notify_change(struct mnt_idmap *idmap, struct dentry *dentry, struct iattr *attr, struct inode **delegated);
int file_remove_privs(struct file *file);
bool capable(int capability);
bool fuse_allow_current_process(struct fuse_conn *fc);
ssize_t generic_write_checks(struct kiocb *iocb, struct iov_iter *from);
ssize_t generic_perform_write(struct kiocb *iocb, struct iov_iter *from);
long vfs_fallocate(struct file *file, int mode, loff_t offset, loff_t length);
loff_t vfs_clone_file_range(struct file *in, loff_t in_at, struct file *out, loff_t out_at, loff_t length, unsigned int flags);
loff_t vfs_dedupe_file_range_one(struct file *in, loff_t in_at, struct file *out, loff_t out_at, loff_t length, unsigned int flags);
ssize_t iter_file_splice_write(struct pipe_inode_info *pipe, struct file *out, loff_t *position, size_t length, unsigned int flags);
int filemap_write_and_wait_range(struct address_space *mapping, loff_t start, loff_t end);
int file_write_and_wait_range(struct file *file, loff_t start, loff_t end);
int file_check_and_advance_wb_err(struct file *file);
int filemap_check_errors(struct address_space *mapping);
int write_inode_now(struct inode *inode, int sync);
int sync_inode_metadata(struct inode *inode, int wait);
void truncate_pagecache(struct inode *inode, loff_t size);
void truncate_pagecache_range(struct inode *inode, loff_t start, loff_t end);
int invalidate_inode_pages2_range(struct address_space *mapping, unsigned long start, unsigned long end);
void truncate_setsize(struct inode *inode, loff_t size);
void fuse_set_nowrite(struct inode *inode);
void fuse_release_nowrite(struct inode *inode);
struct file *example_real_file(struct file *file);

#endif
