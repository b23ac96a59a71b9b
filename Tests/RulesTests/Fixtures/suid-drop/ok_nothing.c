#define TREE_6_12
#include <linux/fuse_duties.h>

/* Where there is nothing to write, success comes back early, and nothing is written. */
static ssize_t example_checks(struct kiocb *iocb, struct iov_iter *from)
{
	ssize_t error = generic_write_checks(iocb, from);

	if (error <= 0)
		return error;
	return file_remove_privs(iocb->ki_filp);
}

static ssize_t example_write_iter(struct kiocb *iocb, struct iov_iter *from)
{
	struct inode *inode = file_inode(iocb->ki_filp);
	ssize_t written;

	inode_lock(inode);
	written = example_checks(iocb, from);
	if (!written)
		written = generic_perform_write(iocb, from); // ok suid-drop
	inode_unlock(inode);
	return written;
}

const struct file_operations example_file_operations = {
	.write_iter = example_write_iter,
};
