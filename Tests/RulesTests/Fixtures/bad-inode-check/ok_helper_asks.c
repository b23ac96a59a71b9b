#define TREE_6_12
#include <linux/fuse_request.h>

/* Whoever asks the server has asked before. */
static int example_ask(struct inode *inode)
{
	struct fuse_args args = { .opcode = 34, .nodeid = inode->i_ino };

	if (fuse_is_bad(inode))
		return -EIO;
	return fuse_simple_request(get_fuse_mount(inode), &args);
}

static int example_check(struct inode *inode)
{
	return fuse_is_bad(inode) ? -EIO : 0;
}

static int example_permission(struct inode *inode, int mask)
{
	return example_ask(inode); // ok bad-inode-check
}

static int example_open(struct inode *inode, struct file *file)
{
	struct fuse_args args = { .opcode = 14, .nodeid = inode->i_ino };
	int err = example_check(inode);

	if (err)
		return err;
	return fuse_simple_request(get_fuse_mount(inode), &args); // ok bad-inode-check
}

const struct inode_operations example_inode_operations = {
	.permission = example_permission,
};

const struct file_operations example_file_operations = {
	.open = example_open,
};
