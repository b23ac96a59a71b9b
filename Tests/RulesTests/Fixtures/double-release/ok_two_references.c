#define TREE_6_12
#include <linux/dcache.h>

int example_twice(struct inode *inode)
{
	ihold(inode);
	ihold(inode);
	iput(inode);
	iput(inode);
	return 0;
}
