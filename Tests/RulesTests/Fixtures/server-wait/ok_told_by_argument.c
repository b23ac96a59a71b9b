#define TREE_6_12
#include <linux/fuse_request.h>

static int example_release(struct inode *inode, bool sync)
{
	struct fuse_args args = { .opcode = 18, .nodeid = inode->i_ino };

	if (!sync)
		return 0;
	return fuse_simple_request(get_fuse_mount(inode), &args);
}

static void example_evict(struct inode *inode)
{
	example_release(inode, false); // ok server-wait
}

const struct super_operations example_super_operations = {
	.evict_inode = example_evict,
};

/* ->release() may wait. */
static int example_file_release(struct inode *inode, struct file *file)
{
	return example_release(inode, true); // ok server-wait
}

const struct file_operations example_file_operations = {
	.release = example_file_release,
};
