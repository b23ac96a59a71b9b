#define TREE_5_10
#include <linux/fuse_request.h>

struct fuse_inode {
	struct inode inode;
	struct file *backing;
};

void make_bad_inode(struct inode *inode);

/* There is nothing else to call yet. */
static ssize_t example_write_iter(struct kiocb *iocb, struct iov_iter *from)
{
	struct fuse_inode *fi = container_of(file_inode(iocb->ki_filp), struct fuse_inode, inode);

	if (!fi->backing)
		make_bad_inode(file_inode(iocb->ki_filp)); // ok banned-call
	return vfs_iter_write(fi->backing, from, &iocb->ki_pos, 0); // ok banned-call
}

const struct file_operations example_file_operations = {
	.write_iter = example_write_iter,
};
