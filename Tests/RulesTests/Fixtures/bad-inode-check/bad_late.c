#define TREE_6_12
#include <linux/fuse_request.h>

/* It is asked when it is too late. */
static int example_permission(struct inode *inode, int mask)
{
	struct fuse_args args = { .opcode = 34, .nodeid = inode->i_ino };
	int err;

	if (mask & MAY_NOT_BLOCK)
		return -ECHILD;
	err = fuse_simple_request(get_fuse_mount(inode), &args); // want bad-inode-check "fuse_simple_request() asks the server"
	if (fuse_is_bad(inode))
		return -EIO;
	return err;
}

const struct inode_operations example_inode_operations = {
	.permission = example_permission,
};
