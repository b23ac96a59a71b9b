#define TREE_6_12
#include <linux/fuse_duties.h>

struct fuse_inode {
	struct inode inode;
	u64 nodeid;
};

static int example_permission(struct inode *inode, int mask)
{
	struct fuse_args args = { .opcode = FUSE_ACCESS, .nodeid = ((struct fuse_inode *)inode)->nodeid };

	if (mask & MAY_NOT_BLOCK)
		return -ECHILD;
	if (fuse_is_bad(inode))
		return -EIO;
	return fuse_simple_request(get_fuse_mount(inode), &args); // want permission-gate "->permission() asks the server"
}

const struct inode_operations example_inode_operations = {
	.permission = example_permission,
};
