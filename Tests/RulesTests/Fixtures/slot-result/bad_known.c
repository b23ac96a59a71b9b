#define TREE_6_12
#include <linux/fuse_memory.h>

/* The server has been asked before, and the answer is told again. */
static int example_fsync(struct file *file, loff_t start, loff_t end, int datasync)
{
	struct inode *inode = file_inode(file);
	struct fuse_conn *fc = get_fuse_conn(inode);
	struct fuse_args args = { .opcode = 20 };
	int err;

	if (fc->no_fsync)
		return -ENOSYS; // want slot-result "its -ENOSYS goes on to file_operations.fsync"
	err = fuse_simple_request(get_fuse_mount(inode), &args);
	if (err == -ENOSYS) {
		fc->no_fsync = 1;
		err = 0;
	}
	return err;
}

static long example_fallocate(struct file *file, int mode, loff_t offset, loff_t length)
{
	struct inode *inode = file_inode(file);
	struct fuse_conn *fc = get_fuse_conn(inode);
	struct fuse_args args = { .opcode = 43 };
	bool is_known = !fc->no_fallocate;
	int err = -ENOSYS;

	if (is_known) {
		err = fuse_simple_request(get_fuse_mount(inode), &args);
		if (err == -ENOSYS) {
			fc->no_fallocate = true;
			err = -EOPNOTSUPP;
		}
	} else {
		err = -ENOSYS; // want slot-result "its -ENOSYS goes on to file_operations.fallocate"
	}
	return err;
}

const struct file_operations example_file_operations = {
	.fsync = example_fsync,
	.fallocate = example_fallocate,
};
