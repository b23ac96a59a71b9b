#define TREE_6_12
#include <linux/fuse_attr.h>

struct fuse_inode {
	struct inode inode;
	u64 attr_version;
	spinlock_t lock;
};

static void example_bump(struct fuse_inode *fi, struct fuse_connection *fc)
{
	fi->attr_version = atomic64_inc_return(&fc->attr_version);
}

static void example_grow(struct inode *inode, struct fuse_inode *fi, struct fuse_connection *fc, loff_t size)
{
	spin_lock(&fi->lock);
	i_size_write(inode, size); // ok attr-version
	example_bump(fi, fc);
	spin_unlock(&fi->lock);
}

static void example_truncate(struct inode *inode, struct fuse_inode *fi, struct fuse_connection *fc)
{
	spin_lock(&fi->lock);
	fi->attr_version = atomic64_inc_return(&fc->attr_version);
	i_size_write(inode, 0); // ok attr-version
	spin_unlock(&fi->lock);
}

/* Under another lock, as with the writeback cache, where the kernel owns the size. */
static void example_write_end(struct inode *inode, struct fuse_inode *fi, loff_t size)
{
	spin_lock(&inode->i_lock);
	i_size_write(inode, size); // ok attr-version
	spin_unlock(&inode->i_lock);
}
