#define TREE_6_12
#include <linux/fuse_duties.h>

/* The pages are clean, but the server has not seen all of them yet. */
static int example_fsync(struct file *file, loff_t start, loff_t end, int datasync)
{
	struct inode *inode = file_inode(file);
	struct fuse_args args = { .opcode = FUSE_FSYNC, .nodeid = inode->i_ino };
	int err = file_write_and_wait_range(file, start, end);

	if (err)
		return err;
	return fuse_simple_request(get_fuse_mount(inode), &args); // want fsync-errors "were not waited for"
}

const struct file_operations example_file_operations = {
	.fsync = example_fsync,
};
