#define TREE_6_12
#include <linux/fuse_duties.h>

/* Dirty pages come later than the server's answer. */
static int example_fsync(struct file *file, loff_t start, loff_t end, int datasync)
{
	struct inode *inode = file_inode(file);
	struct fuse_args args = { .opcode = FUSE_FSYNC, .nodeid = inode->i_ino };
	int err;

	fuse_set_nowrite(inode);
	fuse_release_nowrite(inode);
	err = file_check_and_advance_wb_err(file);
	if (!err)
		err = sync_inode_metadata(inode, 1);
	if (err)
		return err;
	return fuse_simple_request(get_fuse_mount(inode), &args); // want fsync-errors "dirty pages were not written back"
}

const struct file_operations example_file_operations = {
	.fsync = example_fsync, // note "file_operations.fsync is example_fsync()"
};
