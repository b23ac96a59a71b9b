#define TREE_6_12
#include <linux/fuse_duties.h>

/* What is to be written comes back, or an error: never what file_remove_privs() has returned above 0. */
static ssize_t example_checks(struct kiocb *iocb, struct iov_iter *from)
{
	ssize_t count = generic_write_checks(iocb, from);
	ssize_t ret;

	if (count <= 0)
		return count;
	ret = file_remove_privs(iocb->ki_filp);
	if (ret)
		return ret;
	return count;
}

static ssize_t example_write_iter(struct kiocb *iocb, struct iov_iter *from)
{
	struct inode *inode = file_inode(iocb->ki_filp);
	ssize_t written;

	inode_lock(inode);
	written = example_checks(iocb, from);
	if (written > 0)
		written = generic_perform_write(iocb, from); // ok suid-drop
	inode_unlock(inode);
	return written;
}

const struct file_operations example_file_operations = {
	.write_iter = example_write_iter,
};
