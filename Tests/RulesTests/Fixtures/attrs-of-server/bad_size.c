#define TREE_6_12
#include <linux/fuse_attr.h>

struct fuse_inode {
	struct inode inode;
	u64 nodeid;
};

static u64 get_node_id(struct inode *inode)
{
	return container_of(inode, struct fuse_inode, inode)->nodeid;
}

struct fuse_file {
	struct file *passthrough;
};

static ssize_t example_write_iter(struct kiocb *iocb, struct iov_iter *from)
{
	struct fuse_file *ff = iocb->ki_filp->private_data;
	struct inode *inode = file_inode(iocb->ki_filp);
	struct file *backing = ff->passthrough;

	i_size_write(inode, i_size_read(file_inode(backing))); // want attrs-of-server "size is copied"
	return 0;
}

const struct file_operations example_file_operations = {
	.write_iter = example_write_iter, // note "file_operations.write_iter is example_write_iter()"
};
