#ifndef _LINUX_DCACHE_H
#define _LINUX_DCACHE_H

#include <linux/fs.h>

struct dentry {
	struct inode *d_inode;
	struct super_block *d_sb;
	void *d_fsdata;
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
