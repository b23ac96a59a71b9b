#define TREE_6_12
#include <linux/fuse_duties.h>

static ssize_t example_send(struct inode *inode, size_t count)
{
	struct fuse_args args = { .opcode = FUSE_WRITE, .nodeid = inode->i_ino };
	ssize_t err = fuse_simple_request(get_fuse_mount(inode), &args); // ok stale-page-cache

	return err ? err : count;
}

/* Where nothing was written there is nothing to drop. */
static ssize_t example_direct(struct file *file, loff_t at, size_t count)
{
	struct fuse_file *ff = file->private_data;
	struct inode *inode = file_inode(file);
	bool direct = ff->open_flags & FOPEN_DIRECT_IO;
	ssize_t done = 0;
	int err = 0;

	if (direct) {
		err = filemap_write_and_wait_range(inode->i_mapping, at, at + count - 1);
		if (!err)
			err = invalidate_inode_pages2_range(inode->i_mapping, at, at + count);
		if (err)
			return err;
	}
	while (count) {
		ssize_t now = example_send(inode, count);

		if (now < 0) {
			err = now;
			break;
		}
		count -= now;
		done += now;
	}
	if (done > 0 && direct)
		invalidate_inode_pages2_range(inode->i_mapping, at, at + done);
	return done > 0 ? done : err;
}

static ssize_t example_write_iter(struct kiocb *iocb, struct iov_iter *from)
{
	int err = file_remove_privs(iocb->ki_filp);

	return err ? err : example_direct(iocb->ki_filp, iocb->ki_pos, 4096);
}

const struct file_operations example_file_operations = {
	.write_iter = example_write_iter,
};
