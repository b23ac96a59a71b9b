#include <linux/fs.h>

static void thing_evict_inode(struct inode *inode)
{
	truncate_inode_pages_final(&inode->i_data);
	if (is_bad_inode(inode)) // note "assuming this holds"
		return; // want evict-clears-inode "thing_evict_inode() returns without clear_inode()"
	clear_inode(inode);
	kfree(inode->i_private);
}

static const struct super_operations thing_super_operations = {
	.evict_inode = thing_evict_inode, // note "super_operations.evict_inode is thing_evict_inode()"
};
