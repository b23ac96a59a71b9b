#define TREE_6_12
#include <linux/fuse_memory.h>

int example_locally(struct inode *inode);

static int example_flush(struct file *file, void *id)
{
	struct inode *inode = file_inode(file);
	struct fuse_conn *fc = get_fuse_conn(inode);
	struct fuse_args args = { .opcode = 25 };
	int err;

	if (fc->no_flush)
		return 0;
	err = fuse_simple_request(get_fuse_mount(inode), &args);
	if (err == -ENOSYS) {
		fc->no_flush = 1; // ok slot-result
		err = 0;
	}
	return err;
}

/* What users see is told by the caller. */
static int example_send(struct inode *inode)
{
	struct fuse_conn *fc = get_fuse_conn(inode);
	struct fuse_args args = { .opcode = 20 };
	int err;

	if (fc->no_fsync)
		return -ENOSYS; // ok slot-result
	err = fuse_simple_request(get_fuse_mount(inode), &args);
	if (err == -ENOSYS)
		fc->no_fsync = 1; // ok slot-result
	return err;
}

static int example_fsync(struct file *file, loff_t start, loff_t end, int datasync)
{
	int err = example_send(file_inode(file));

	return err == -ENOSYS ? 0 : err;
}

/* Something else is done instead; what decides is set together with the member. */
static long example_fallocate(struct file *file, int mode, loff_t offset, loff_t length)
{
	struct inode *inode = file_inode(file);
	struct fuse_conn *fc = get_fuse_conn(inode);
	struct fuse_args args = { .opcode = 43 };
	bool is_refused = false;
	int err = -ENOSYS;

	if (fc->no_fallocate)
		goto local;
	err = fuse_simple_request(get_fuse_mount(inode), &args);
	if (err == -ENOSYS) {
		fc->no_fallocate = true; // ok slot-result
		is_refused = true;
	}
	if (err == -EINTR)
		return -EAGAIN;
	if (!is_refused)
		return err;
local:
	err = example_locally(inode);
	return err;
}

/* Asked once more, by another request: its answer may be anything. */
static int example_open(struct inode *inode, struct file *file)
{
	struct fuse_conn *fc = get_fuse_conn(inode);
	struct fuse_args args = { .opcode = 14 };
	int err, ret;

retry:
	args.opcode = fc->no_access ? 14 : 34;
	err = fuse_simple_request(get_fuse_mount(inode), &args);
	ret = err;
	if (err == -ENOSYS && !fc->no_access) {
		fc->no_access = 1; // ok slot-result
		goto retry;
	}
	if (ret > 0)
		ret = 0;
	return ret;
}

const struct file_operations example_file_operations = {
	.open = example_open,
	.flush = example_flush,
	.fsync = example_fsync,
	.fallocate = example_fallocate,
};
