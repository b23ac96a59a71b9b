#define TREE_6_12
#include <linux/dcache.h>

int example_drop(struct super_block *sb)
{
	struct inode *inode = new_inode(sb);

	if (!inode)
		return -ENOMEM;
	iput(inode);
	iput(inode); // want double-release "iput"
	return 0;
}
