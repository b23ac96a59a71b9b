#define TREE_6_12
#include <linux/fuse_attr.h>
#include <linux/fs_stack.h>

struct fuse_inode {
	struct inode inode;
	u64 nodeid;
};

static u64 get_node_id(struct inode *inode)
{
	return container_of(inode, struct fuse_inode, inode)->nodeid;
}

struct fuse_passthrough {
	struct file *filp;
};

struct fuse_file {
	struct fuse_passthrough passthrough;
};

static void example_copy(struct file *to_file, struct file *from_file)
{
	struct inode *to = file_inode(to_file);
	struct inode *from = file_inode(from_file);

	to->i_mode = from->i_mode; // want attrs-of-server "mode is copied"
	fsstack_copy_attr_times(to, from); // want attrs-of-server "fsstack_copy_attr_times() copies attributes"
}

static int example_fsync(struct file *file, loff_t start, loff_t end, int datasync)
{
	struct fuse_file *ff = file->private_data;

	example_copy(file, ff->passthrough.filp); // note "example_fsync() calls example_copy()"
	example_copy(file, file);
	return 0;
}

const struct file_operations example_file_operations = {
	.fsync = example_fsync,
};
