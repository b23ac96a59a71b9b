#ifndef _LINUX_DCACHE_H
#define _LINUX_DCACHE_H

#include <linux/fs.h>

struct dentry {
	struct inode *d_inode;
	struct super_block *d_sb;
	void *d_fsdata;
};

#define LOOKUP_RCU 0x40u
#define LOOKUP_REVAL 0x20u
#define MAY_EXEC 0x1
#define MAY_NOT_BLOCK 0x80

struct dentry_operations {
	int (*d_revalidate)(struct dentry *dentry, unsigned int flags);
	int (*d_delete)(const struct dentry *dentry);
	void (*d_release)(struct dentry *dentry);
};

struct inode *new_inode(struct super_block *sb);
struct inode *igrab(struct inode *inode);
void ihold(struct inode *inode);
void iput(struct inode *inode);
struct dentry *dget_parent(struct dentry *dentry);
struct dentry *d_splice_alias(struct inode *inode, struct dentry *dentry);
struct dentry *d_make_root(struct inode *inode);
void d_add(struct dentry *dentry, struct inode *inode);
void dput(struct dentry *dentry);
int mnt_want_write(struct vfsmount *mnt);
void mnt_drop_write(struct vfsmount *mnt);
const struct cred *get_cred(const struct cred *credentials);
void put_cred(const struct cred *credentials);

#endif
