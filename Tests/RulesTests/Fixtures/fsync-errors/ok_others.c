#define TREE_6_12
#include <linux/fuse_duties.h>

/* Other requests make no data safe. */
static int example_flush(struct file *file, void *id)
{
	struct inode *inode = file_inode(file);
	struct fuse_args args = { .opcode = FUSE_STATFS, .nodeid = inode->i_ino };

	return fuse_simple_request(get_fuse_mount(inode), &args); // ok fsync-errors
}

/* Nobody has written to it. */
static int example_release(struct inode *inode, struct file *file)
{
	struct fuse_args args = { .opcode = FUSE_FSYNC, .nodeid = inode->i_ino };

	return fuse_simple_request(get_fuse_mount(inode), &args); // ok fsync-errors
}

const struct file_operations example_file_operations = {
	.flush = example_flush,
	.release = example_release,
};
