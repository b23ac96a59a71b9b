#define TREE_6_12
#include <linux/fuse_duties.h>

struct fuse_inode {
	struct inode inode;
	u64 nodeid;
};

/* A device without a mount: nobody owns it, and nobody asks in this file. */
static long example_ioctl(struct file *file, unsigned int command, unsigned long argument)
{
	struct fuse_args args = { .opcode = FUSE_IOCTL, .nodeid = ((struct fuse_inode *)file_inode(file))->nodeid };

	return fuse_simple_request(file->private_data, &args); // ok permission-gate
}

const struct file_operations example_file_operations = {
	.unlocked_ioctl = example_ioctl,
};
