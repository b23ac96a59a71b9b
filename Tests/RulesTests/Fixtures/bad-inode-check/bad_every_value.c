#define TREE_6_12
#include <linux/fuse_request.h>

static int example_send(struct inode *inode, int datasync)
{
	struct fuse_args args = { .opcode = 20, .nodeid = inode->i_ino };

	args.noreply = datasync ? 1 : 0;
	return fuse_simple_request(get_fuse_mount(inode), &args); // note "fuse_simple_request() may wait for the server"
}

/* Whatever it is called with. */
static int example_fsync(struct file *file, loff_t start, loff_t end, int datasync)
{
	struct inode *inode = file_inode(file);

	return example_send(inode, datasync); // want bad-inode-check "example_send() asks the server"
}

static int example_flush(struct file *file, void *id)
{
	if (fuse_is_bad(file_inode(file)))
		return -EIO;
	return example_send(file_inode(file), id != NULL); // ok bad-inode-check
}

const struct file_operations example_file_operations = {
	.fsync = example_fsync,
	.flush = example_flush,
};
