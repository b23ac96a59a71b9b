#include <linux/fs.h>

/* Frees the memory after the eviction; the inode is cleared by then. */
static void thing_free_inode(struct inode *inode)
{
	kfree(inode->i_private);
} // ok evict-clears-inode

static const struct super_operations thing_super_operations = {
	.free_inode = thing_free_inode,
};
