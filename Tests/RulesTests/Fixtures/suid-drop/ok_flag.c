#define TREE_6_12
#include <linux/fuse_duties.h>

static ssize_t example_send(struct inode *inode, struct fuse_write_in *in)
{
	struct fuse_args args = { .opcode = FUSE_WRITE, .nodeid = inode->i_ino };

	return fuse_simple_request(get_fuse_mount(inode), &args); // ok suid-drop
}

/* The server drops them, where the caller may not keep them. */
static ssize_t example_write_iter(struct kiocb *iocb, struct iov_iter *from)
{
	struct inode *inode = file_inode(iocb->ki_filp);
	struct fuse_write_in in = { .offset = iocb->ki_pos };
	ssize_t written;

	inode_lock(inode);
	written = generic_write_checks(iocb, from);
	if (written > 0) {
		if (!capable(CAP_FSETID))
			in.write_flags |= FUSE_WRITE_KILL_SUIDGID;
		written = example_send(inode, &in);
	}
	inode_unlock(inode);
	return written;
}

/* What is written is the file's own business. */
static ssize_t example_splice_write(struct pipe_inode_info *pipe, struct file *out, loff_t *position, size_t length, unsigned int flags)
{
	return iter_file_splice_write(pipe, out, position, length, flags); // ok suid-drop
}

const struct file_operations example_file_operations = {
	.write_iter = example_write_iter,
	.splice_write = example_splice_write,
};
