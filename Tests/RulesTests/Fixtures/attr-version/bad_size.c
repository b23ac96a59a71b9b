#define TREE_6_12
#include <linux/fuse_attr.h>

struct fuse_inode {
	struct inode inode;
	u64 attr_version;
	spinlock_t lock;
};

static void example_grow(struct inode *inode, struct fuse_inode *fi, loff_t size)
{
	spin_lock(&fi->lock);
	if (size > inode->i_size)
		i_size_write(inode, size); // want attr-version "without a new attr_version"
	spin_unlock(&fi->lock);
}

static void example_shrink(struct inode *inode, struct fuse_inode *fi, struct fuse_connection *fc, int is_new)
{
	spin_lock(&fi->lock);
	if (is_new)
		fi->attr_version = atomic64_inc_return(&fc->attr_version);
	i_size_write(inode, 0); // want attr-version "without a new attr_version"
	spin_unlock(&fi->lock);
}
