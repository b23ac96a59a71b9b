#define TREE_6_12
#include <linux/fuse_locks.h>

struct example_inode {
	struct inode inode;
	struct inode *upper;
	struct mutex lock;
};

/* The locks of an inode below are of the same kind, and come behind. */
void example_copy_up(struct example_inode *oi)
{
	mutex_lock(&oi->lock);
	inode_lock(oi->upper); // ok lock-order
	inode_unlock(oi->upper);
	mutex_unlock(&oi->lock);
}

void example_setattr(struct example_inode *oi)
{
	inode_lock(&oi->inode);
	mutex_lock(&oi->lock); // ok lock-order
	mutex_unlock(&oi->lock);
	inode_unlock(&oi->inode);
}
