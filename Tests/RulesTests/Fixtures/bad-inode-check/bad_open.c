#define TREE_6_12
#include <linux/fuse_request.h>

static int example_open(struct inode *inode, struct file *file) // note "file_operations.open is called with an inode that may be bad"
{
	struct fuse_args args = { .opcode = 14, .nodeid = inode->i_ino };

	return fuse_simple_request(get_fuse_mount(inode), &args); // want bad-inode-check "has not asked fuse_is_bad()"
}

static int example_fsync(struct file *file, loff_t start, loff_t end, int datasync)
{
	struct inode *inode = file_inode(file);
	struct fuse_args args = { .opcode = 20, .nodeid = inode->i_ino };

	if (fuse_is_bad(inode))
		return -EIO;
	return fuse_simple_request(get_fuse_mount(inode), &args); // ok bad-inode-check
}

const struct file_operations example_file_operations = {
	.open = example_open,
	.fsync = example_fsync,
};
