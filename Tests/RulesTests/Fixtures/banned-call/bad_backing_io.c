#define TREE_6_12
#include <linux/fuse_request.h>

struct fuse_inode {
	struct inode inode;
	struct file *backing;
};

ssize_t backing_file_read_iter(struct file *file, struct iov_iter *iter, struct kiocb *iocb, int flags, void *context);

static ssize_t example_write_iter(struct kiocb *iocb, struct iov_iter *from)
{
	struct fuse_inode *fi = container_of(file_inode(iocb->ki_filp), struct fuse_inode, inode);

	return vfs_iter_write(fi->backing, from, &iocb->ki_pos, 0); // want banned-call "backing_file_write_iter()"
}

const struct file_operations example_file_operations = {
	.write_iter = example_write_iter, // note "file_operations.write_iter is example_write_iter()"
};
