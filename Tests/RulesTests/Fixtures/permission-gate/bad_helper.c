#define TREE_6_12
#include <linux/fuse_duties.h>

struct fuse_inode {
	struct inode inode;
	u64 nodeid;
};

static long example_ask(struct inode *inode)
{
	struct fuse_args args = { .opcode = FUSE_IOCTL, .nodeid = ((struct fuse_inode *)inode)->nodeid };

	return fuse_simple_request(get_fuse_mount(inode), &args); // note "the request is sent here"
}

static long example_common(struct file *file)
{
	struct inode *inode = file_inode(file);

	if (fuse_is_bad(inode))
		return -EIO;
	return example_ask(inode); // want permission-gate "fuse_allow_current_process() has not allowed the caller to before"
}

static long example_ioctl(struct file *file, unsigned int command, unsigned long argument)
{
	return example_common(file); // note "example_ioctl() calls example_common()"
}

const struct file_operations example_file_operations = {
	.unlocked_ioctl = example_ioctl,
};
