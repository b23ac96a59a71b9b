#include <linux/fs.h>

static void thing_evict_inode(struct inode *inode)
{
	truncate_inode_pages_final(&inode->i_data);
	clear_inode(inode);
	if (is_bad_inode(inode))
		return; // ok evict-clears-inode
	kfree(inode->i_private);
}

static const struct super_operations thing_super_operations = {
	.evict_inode = thing_evict_inode,
};
