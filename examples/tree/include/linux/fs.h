/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_FS_H
#define _LINUX_FS_H

#include <linux/cred.h>
#include <linux/err.h>
#include <linux/time64.h>
#include <linux/types.h>

#define O_NOATIME	01000000

struct address_space;
struct file;
struct inode;
struct iov_iter;
struct super_block;
struct vm_area_struct;

struct kiocb {
	struct file *ki_filp;
	loff_t ki_pos;
	int ki_flags;
};

struct file_operations {
	ssize_t (*read_iter)(struct kiocb *iocb, struct iov_iter *to);
	ssize_t (*write_iter)(struct kiocb *iocb, struct iov_iter *from);
	int (*mmap)(struct file *file, struct vm_area_struct *vma);
	int (*open)(struct inode *inode, struct file *file);
	int (*release)(struct inode *inode, struct file *file);
	int (*fsync)(struct file *file, loff_t start, loff_t end, int datasync);
};

struct super_operations {
	struct inode *(*alloc_inode)(struct super_block *sb);
	void (*free_inode)(struct inode *inode);
	void (*evict_inode)(struct inode *inode);
};

struct super_block {
	const struct super_operations *s_op;
	void *s_fs_info;
};

/* Timestamps are reached by the accessors below, never by their fields. */
struct inode {
	umode_t i_mode;
	loff_t i_size;
	time64_t i_atime_sec;
	time64_t i_mtime_sec;
	time64_t i_ctime_sec;
	u32 i_atime_nsec;
	u32 i_mtime_nsec;
	u32 i_ctime_nsec;
	struct super_block *i_sb;
	const struct file_operations *i_fop;
	struct address_space *i_mapping;
};

struct file {
	struct inode *f_inode;
	const struct file_operations *f_op;
	const struct cred *f_cred;
	unsigned int f_flags;
	fmode_t f_mode;
	void *private_data;
};

static inline struct inode *file_inode(const struct file *file)
{
	return file->f_inode;
}

struct file *get_file(struct file *file);
struct file *fget(unsigned int fd);
void fput(struct file *file);

/* Updates atime, unless the file or the mount says not to. */
void file_accessed(struct file *file);
int file_update_time(struct file *file);
void clear_inode(struct inode *inode);
int invalidate_inode_pages2(struct address_space *mapping);

static inline int call_mmap(struct file *file, struct vm_area_struct *vma)
{
	return file->f_op->mmap(file, vma);
}

static inline struct timespec64 inode_get_mtime(const struct inode *inode)
{
	struct timespec64 ts = { inode->i_mtime_sec, inode->i_mtime_nsec };

	return ts;
}

static inline struct timespec64 inode_set_mtime_to_ts(struct inode *inode,
						      struct timespec64 ts)
{
	inode->i_mtime_sec = ts.tv_sec;
	inode->i_mtime_nsec = ts.tv_nsec;
	return ts;
}

static inline struct timespec64 inode_get_ctime(const struct inode *inode)
{
	struct timespec64 ts = { inode->i_ctime_sec, inode->i_ctime_nsec };

	return ts;
}

static inline struct timespec64 inode_set_ctime_to_ts(struct inode *inode,
						      struct timespec64 ts)
{
	inode->i_ctime_sec = ts.tv_sec;
	inode->i_ctime_nsec = ts.tv_nsec;
	return ts;
}

static inline struct timespec64 inode_set_atime_to_ts(struct inode *inode,
						      struct timespec64 ts)
{
	inode->i_atime_sec = ts.tv_sec;
	inode->i_atime_nsec = ts.tv_nsec;
	return ts;
}

ssize_t generic_file_read_iter(struct kiocb *iocb, struct iov_iter *to);
ssize_t generic_file_write_iter(struct kiocb *iocb, struct iov_iter *from);
int generic_file_mmap(struct file *file, struct vm_area_struct *vma);
ssize_t vfs_iter_read(struct file *file, struct iov_iter *to, loff_t *pos,
		      int flags);
ssize_t vfs_iter_write(struct file *file, struct iov_iter *from, loff_t *pos,
		       int flags);
int file_remove_privs(struct file *file);

#endif
