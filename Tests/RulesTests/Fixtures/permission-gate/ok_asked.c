#define TREE_6_12
#include <linux/fuse_duties.h>

struct fuse_inode {
	struct inode inode;
	u64 nodeid;
};

static int example_permission(struct inode *inode, int mask)
{
	struct fuse_args args = { .opcode = FUSE_ACCESS, .nodeid = ((struct fuse_inode *)inode)->nodeid };
	bool allowed;

	if (mask & MAY_NOT_BLOCK)
		return -ECHILD;
	if (fuse_is_bad(inode))
		return -EIO;
	allowed = fuse_allow_current_process(get_fuse_conn(inode));
	if (!allowed)
		return -EACCES;
	return fuse_simple_request(get_fuse_mount(inode), &args); // ok permission-gate
}

const struct inode_operations example_inode_operations = {
	.permission = example_permission,
};
