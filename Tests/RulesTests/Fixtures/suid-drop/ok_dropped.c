#define TREE_6_12
#include <linux/fuse_duties.h>

static long example_fallocate(struct file *file, int mode, loff_t offset, loff_t length)
{
	struct inode *inode = file_inode(file);
	struct fuse_args args = { .opcode = FUSE_FALLOCATE, .nodeid = inode->i_ino };
	int err;

	inode_lock(inode);
	err = file_modified(file);
	if (!err)
		err = fuse_simple_request(get_fuse_mount(inode), &args); // ok suid-drop
	inode_unlock(inode);
	return err;
}

static ssize_t example_write_iter(struct kiocb *iocb, struct iov_iter *from)
{
	ssize_t err = generic_write_checks(iocb, from);

	if (err <= 0)
		return err;
	err = kiocb_modified(iocb);
	if (err)
		return err;
	return generic_perform_write(iocb, from); // ok suid-drop
}

const struct file_operations example_file_operations = {
	.fallocate = example_fallocate,
	.write_iter = example_write_iter,
	.splice_write = iter_file_splice_write,
};
