#include <linux/fs.h>

static void thing_forget(struct inode *inode)
{
	if (!inode->i_nlink)
		clear_inode(inode);
	kfree(inode->i_private);
}

static void thing_evict_inode(struct inode *inode)
{
	truncate_inode_pages_final(&inode->i_data);
	thing_forget(inode);
} // want evict-clears-inode "without clear_inode()"

static const struct super_operations thing_super_operations = {
	.evict_inode = thing_evict_inode,
};
