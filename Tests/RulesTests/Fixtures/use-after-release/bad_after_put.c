#define TREE_6_12
#include <linux/dcache.h>

int example_size(struct super_block *sb)
{
	struct inode *inode = new_inode(sb);

	if (!inode)
		return -ENOMEM;
	iput(inode);
	return inode->i_ino; // want use-after-release "iput"
}
