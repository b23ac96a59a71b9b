#define TREE_6_12
#include <linux/fs.h>

void make_bad_inode(struct inode *inode);
void fuse_make_bad(struct inode *inode);

/* Another filesystem, whose inode nobody has seen yet. */
static struct inode *example_get(struct inode *inode, int is_new)
{
	if (is_new)
		make_bad_inode(inode); // ok banned-call
	else
		fuse_make_bad(inode);
	return inode;
}
