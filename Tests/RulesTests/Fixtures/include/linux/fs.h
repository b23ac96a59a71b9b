/* A small include/linux/fs.h: what the fixtures need, in the shape of the kernel that tree.h selects. */
#ifndef _LINUX_FS_H
#define _LINUX_FS_H

#include <linux/kernel.h>
#include <linux/time64.h>
#include <linux/cred.h>
#include <linux/mutex.h>

struct inode;
struct file;
struct kiocb;
struct iov_iter;
struct vm_area_struct;
struct vm_area_desc;
struct vm_fault;
struct dentry;
struct vfsmount;
struct mnt_idmap;
struct iattr;
struct kstat;
struct kstatfs;
struct pipe_inode_info;

#define O_NOATIME 01000000
#define FMODE_WRITE 0x2u
#define FMODE_BACKING 0x2000000u

#define S_ATIME 1
#define S_MTIME 2
#define S_CTIME 4
#define S_VERSION 8

struct path {
	struct vfsmount *mnt;
	struct dentry *dentry;
};

struct address_space {
	struct inode *host;
	unsigned long nrpages;
};

struct super_block {
	unsigned long s_flags;
	int s_stack_depth;
	void *s_fs_info;
};

struct inode_operations {
	struct dentry *(*lookup)(struct inode *dir, struct dentry *dentry, unsigned int flags);
	int (*mkdir)(struct inode *dir, struct dentry *dentry, umode_t mode);
	int (*atomic_open)(struct inode *dir, struct dentry *dentry, struct file *file, unsigned int flags, umode_t mode);
	const char *(*get_link)(struct dentry *dentry, struct inode *inode, void *done);
	int (*permission)(struct inode *inode, int mask);
	int (*unlink)(struct inode *dir, struct dentry *dentry);
	int (*update_time)(struct inode *inode, int flags);
	int (*setattr)(struct mnt_idmap *idmap, struct dentry *dentry, struct iattr *attr);
	int (*getattr)(struct inode *inode, struct kstat *stat, u32 request_mask);
	ssize_t (*listxattr)(struct dentry *dentry, char *list, size_t size);
};

struct inode {
	umode_t i_mode;
	const struct inode_operations *i_op;
	struct super_block *i_sb;
	struct address_space *i_mapping;
	unsigned long i_ino;
	loff_t i_size;
#ifdef TREE_HAS_TIME_FIELDS
	struct timespec64 i_atime;
	struct timespec64 i_mtime;
	struct timespec64 i_ctime;
#else
	time64_t i_atime_sec;
	time64_t i_mtime_sec;
	time64_t i_ctime_sec;
	u32 i_atime_nsec;
	u32 i_mtime_nsec;
	u32 i_ctime_nsec;
#endif
	spinlock_t i_lock;
	struct rw_semaphore i_rwsem;
	struct address_space i_data;
	void *i_private;
};

struct file {
	atomic_long_t f_count;
	fmode_t f_mode;
	unsigned int f_flags;
	struct path f_path;
	struct inode *f_inode;
	const struct file_operations *f_op;
	struct address_space *f_mapping;
	void *private_data;
};

struct kiocb {
	struct file *ki_filp;
	void (*ki_complete)(struct kiocb *iocb, long ret);
	loff_t ki_pos;
	int ki_flags;
};

struct file_operations {
	int (*open)(struct inode *inode, struct file *file);
	int (*flush)(struct file *file, void *id);
	int (*release)(struct inode *inode, struct file *file);
	unsigned int (*poll)(struct file *file, void *table);
	ssize_t (*read_iter)(struct kiocb *iocb, struct iov_iter *to);
	ssize_t (*write_iter)(struct kiocb *iocb, struct iov_iter *from);
	int (*mmap)(struct file *file, struct vm_area_struct *vma);
#ifdef TREE_HAS_MMAP_PREPARE
	int (*mmap_prepare)(struct vm_area_desc *desc);
#endif
	int (*fsync)(struct file *file, loff_t start, loff_t end, int datasync);
	long (*fallocate)(struct file *file, int mode, loff_t offset, loff_t length);
	long (*unlocked_ioctl)(struct file *file, unsigned int command, unsigned long argument);
	ssize_t (*splice_write)(struct pipe_inode_info *pipe, struct file *out, loff_t *position, size_t length, unsigned int flags);
	ssize_t (*copy_file_range)(struct file *in, loff_t in_at, struct file *out, loff_t out_at, size_t length, unsigned int flags);
	loff_t (*remap_file_range)(struct file *in, loff_t in_at, struct file *out, loff_t out_at, loff_t length, unsigned int flags);
};

struct super_operations {
	struct inode *(*alloc_inode)(struct super_block *sb);
	void (*destroy_inode)(struct inode *inode);
	void (*free_inode)(struct inode *inode);
	void (*evict_inode)(struct inode *inode);
	int (*statfs)(struct dentry *dentry, struct kstatfs *statistics);
};

static inline struct inode *file_inode(const struct file *file)
{
	return file->f_inode;
}

static inline struct file *get_file(struct file *file)
{
	atomic_long_inc(&file->f_count);
	return file;
}

void fput(struct file *file);

static inline int call_mmap(struct file *file, struct vm_area_struct *vma)
{
	return file->f_op->mmap(file, vma);
}

static inline void inode_lock(struct inode *inode)
{
	down_write(&inode->i_rwsem);
}

static inline void inode_unlock(struct inode *inode)
{
	up_write(&inode->i_rwsem);
}

struct timespec64 current_time(struct inode *inode);
void touch_atime(const struct path *path);
int file_update_time(struct file *file);
int file_modified(struct file *file);
int kiocb_modified(struct kiocb *iocb);
int generic_update_time(struct inode *inode, int flags);
int inode_update_timestamps(struct inode *inode, int flags);
void mark_inode_dirty(struct inode *inode);
void mark_inode_dirty_sync(struct inode *inode);
int generic_file_mmap(struct file *file, struct vm_area_struct *vma);
int invalidate_inode_pages2(struct address_space *mapping);
ssize_t generic_file_write_iter(struct kiocb *iocb, struct iov_iter *from);
ssize_t generic_file_read_iter(struct kiocb *iocb, struct iov_iter *to);
ssize_t vfs_iter_write(struct file *file, struct iov_iter *iter, loff_t *position, int flags);

static inline void file_accessed(struct file *file)
{
	if (!(file->f_flags & O_NOATIME))
		touch_atime(&file->f_path);
}

#ifndef TREE_HAS_TIME_FIELDS
int inode_update_time(struct inode *inode, int flags);

static inline struct timespec64 inode_get_atime(const struct inode *inode)
{
	struct timespec64 when = { .tv_sec = inode->i_atime_sec, .tv_nsec = inode->i_atime_nsec };

	return when;
}

static inline struct timespec64 inode_get_mtime(const struct inode *inode)
{
	struct timespec64 when = { .tv_sec = inode->i_mtime_sec, .tv_nsec = inode->i_mtime_nsec };

	return when;
}

static inline struct timespec64 inode_get_ctime(const struct inode *inode)
{
	struct timespec64 when = { .tv_sec = inode->i_ctime_sec, .tv_nsec = inode->i_ctime_nsec };

	return when;
}

static inline struct timespec64 inode_set_atime_to_ts(struct inode *inode, struct timespec64 when)
{
	inode->i_atime_sec = when.tv_sec;
	inode->i_atime_nsec = when.tv_nsec;
	return when;
}

static inline struct timespec64 inode_set_mtime_to_ts(struct inode *inode, struct timespec64 when)
{
	inode->i_mtime_sec = when.tv_sec;
	inode->i_mtime_nsec = when.tv_nsec;
	return when;
}

static inline struct timespec64 inode_set_mtime(struct inode *inode, time64_t sec, long nsec)
{
	struct timespec64 when = { .tv_sec = sec, .tv_nsec = nsec };

	return inode_set_mtime_to_ts(inode, when);
}

static inline struct timespec64 inode_set_ctime_to_ts(struct inode *inode, struct timespec64 when)
{
	inode->i_ctime_sec = when.tv_sec;
	inode->i_ctime_nsec = when.tv_nsec;
	return when;
}

static inline struct timespec64 inode_set_ctime(struct inode *inode, time64_t sec, long nsec)
{
	struct timespec64 when = { .tv_sec = sec, .tv_nsec = nsec };

	return inode_set_ctime_to_ts(inode, when);
}

struct timespec64 inode_set_ctime_current(struct inode *inode);
#endif

#endif
