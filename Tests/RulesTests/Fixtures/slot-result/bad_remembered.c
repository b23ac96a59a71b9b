#define TREE_6_12
#include <linux/fuse_memory.h>

/* Nothing takes the place of the error. */
static int example_flush(struct file *file, void *id)
{
	struct inode *inode = file_inode(file);
	struct fuse_conn *fc = get_fuse_conn(inode);
	struct fuse_args args = { .opcode = 25 };
	int err;

	if (fc->no_flush)
		return 0;
	err = fuse_simple_request(get_fuse_mount(inode), &args);
	if (err == -ENOSYS)
		fc->no_flush = 1; // want slot-result "its -ENOSYS goes on to file_operations.flush"
	return err; // note "example_flush() returns it here"
}

static int example_send(struct inode *inode)
{
	struct fuse_args args = { .opcode = 20 };

	return fuse_simple_request(get_fuse_mount(inode), &args);
}

/* Only one way lacks it, and the comparison is the other way round. */
static int example_fsync(struct file *file, loff_t start, loff_t end, int datasync)
{
	struct inode *inode = file_inode(file);
	struct fuse_conn *fc = get_fuse_conn(inode);
	int err;

	inode_lock(inode);
	err = example_send(inode);
	if (-ENOSYS != err)
		goto out;
	fc->no_fsync = 1; // want slot-result "its -ENOSYS goes on to file_operations.fsync"
	if (!datasync)
		err = 0;
out:
	inode_unlock(inode);
	return err;
}

static long example_fallocate(struct file *file, int mode, loff_t offset, loff_t length)
{
	struct inode *inode = file_inode(file);
	struct fuse_conn *fc = get_fuse_conn(inode);
	long ret;
	int err = example_send(inode);

	ret = err;
	switch (err) {
	case -ENOSYS:
		fc->no_fallocate = true; // want slot-result "its -ENOSYS goes on to file_operations.fallocate"
		break;
	case -EINTR:
		ret = -EAGAIN;
		break;
	}
	return ret;
}

const struct file_operations example_file_operations = {
	.flush = example_flush,
	.fsync = example_fsync,
	.fallocate = example_fallocate,
};
