#define TREE_6_12
#include <linux/fuse_request.h>

struct fuse_inode {
	struct inode inode;
	unsigned long state;
};

void make_bad_inode(struct inode *inode);

static void fuse_make_bad(struct inode *inode)
{
	container_of(inode, struct fuse_inode, inode)->state |= 1;
}

static void example_replaced(struct inode *inode, int is_known)
{
	if (is_known)
		fuse_make_bad(inode); // ok banned-call
	else
		make_bad_inode(inode); // want banned-call "call fuse_make_bad()"
}
