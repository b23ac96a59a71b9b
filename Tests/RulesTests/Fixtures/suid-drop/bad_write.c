#define TREE_6_12
#include <linux/fuse_duties.h>

static ssize_t example_send(struct inode *inode, struct fuse_write_in *in)
{
	struct fuse_args args = { .opcode = FUSE_WRITE, .nodeid = inode->i_ino };

	return fuse_simple_request(get_fuse_mount(inode), &args); // note "the change is made here"
}

/* The flag is for servers that asked for it; nobody does it for others. */
static ssize_t example_write_iter(struct kiocb *iocb, struct iov_iter *from)
{
	struct inode *inode = file_inode(iocb->ki_filp);
	struct fuse_write_in in = { .offset = iocb->ki_pos };
	ssize_t written;

	inode_lock(inode);
	written = generic_write_checks(iocb, from);
	if (written > 0) {
		if (get_fuse_conn(inode)->writeback_cache && !capable(CAP_FSETID))
			in.write_flags |= FUSE_WRITE_KILL_SUIDGID;
		written = example_send(inode, &in); // want suid-drop "->write_iter() changes data"
	}
	inode_unlock(inode);
	return written;
}

/* An error is passed over. */
static ssize_t example_cached_write_iter(struct kiocb *iocb, struct iov_iter *from)
{
	int err = file_remove_privs(iocb->ki_filp);

	if (err == -EAGAIN)
		return err;
	return generic_perform_write(iocb, from); // want suid-drop "were not dropped before"
}

const struct file_operations example_file_operations = {
	.write_iter = example_write_iter,
};

const struct file_operations example_cached_operations = {
	.write_iter = example_cached_write_iter,
};
