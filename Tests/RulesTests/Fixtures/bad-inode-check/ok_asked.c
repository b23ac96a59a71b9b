#define TREE_6_12
#include <linux/fuse_request.h>

static int example_ask(struct inode *inode)
{
	struct fuse_args args = { .opcode = 34, .nodeid = inode->i_ino };

	return fuse_simple_request(get_fuse_mount(inode), &args);
}

static int example_permission(struct inode *inode, int mask)
{
	if (fuse_is_bad(inode))
		return -EIO;
	if (mask & MAY_NOT_BLOCK)
		return -ECHILD;
	return example_ask(inode); // ok bad-inode-check
}

const struct inode_operations example_inode_operations = {
	.permission = example_permission,
};
