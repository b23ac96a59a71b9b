#define TREE_6_12
#include <linux/fuse_request.h>

static struct fuse_mount *example_mount;

/* A device: nobody here has inodes that may be bad. */
static int example_open(struct inode *inode, struct file *file)
{
	struct fuse_args args = { .opcode = 14 };

	return fuse_simple_request(example_mount, &args); // ok bad-inode-check
}

const struct file_operations example_file_operations = {
	.open = example_open,
};
