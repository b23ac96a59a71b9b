#include <linux/fs.h>

static void thing_clear(struct inode *inode)
{
	truncate_inode_pages_final(&inode->i_data);
	clear_inode(inode);
}

static void thing_evict_inode(struct inode *inode)
{
	if (inode->i_nlink) {
		thing_clear(inode);
		return; // ok evict-clears-inode
	}
	thing_clear(inode);
	kfree(inode->i_private);
}

static const struct super_operations thing_super_operations = {
	.evict_inode = thing_evict_inode,
};
