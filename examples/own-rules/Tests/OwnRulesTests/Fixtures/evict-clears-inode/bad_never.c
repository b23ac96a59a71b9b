#include <linux/fs.h>

static void thing_evict_inode(struct inode *inode)
{
	truncate_inode_pages_final(&inode->i_data);
	kfree(inode->i_private);
} // want evict-clears-inode

static const struct super_operations thing_super_operations = {
	.evict_inode = thing_evict_inode,
};
