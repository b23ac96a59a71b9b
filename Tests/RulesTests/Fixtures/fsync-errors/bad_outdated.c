#define TREE_6_12
#include <linux/fuse_duties.h>

static void example_wait(struct inode *inode)
{
	fuse_set_nowrite(inode);
	fuse_release_nowrite(inode);
}

/* The writes that are waited for here may have failed. */
static int example_fsync(struct file *file, loff_t start, loff_t end, int datasync)
{
	struct inode *inode = file_inode(file);
	struct fuse_args args = { .opcode = FUSE_FSYNC, .nodeid = inode->i_ino };
	int err;

	inode_lock(inode);
	err = file_write_and_wait_range(file, start, end);
	if (err)
		goto out;
	example_wait(inode);
	if (get_fuse_conn(inode)->no_fsync)
		goto out;
	err = fuse_simple_request(get_fuse_mount(inode), &args); // want fsync-errors "nobody has looked for errors"
out:
	inode_unlock(inode);
	return err;
}

const struct file_operations example_file_operations = {
	.fsync = example_fsync,
};
