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

struct example_answer {
	u64 size;
	umode_t mode;
};

/* The backing inode's attributes may be asked and told, and decide what is done. */
static int example_open(struct inode *inode, struct file *file)
{
	struct fuse_file *ff = file->private_data;
	struct inode *backing = file_inode(ff->passthrough);
	struct example_answer answer = { .size = i_size_read(backing), .mode = backing->i_mode };

	if (i_size_read(backing) > i_size_read(inode))
		i_size_write(inode, 0); // ok attrs-of-server
	inode->i_private = backing; // ok attrs-of-server
	i_size_write(backing, i_size_read(backing)); // ok attrs-of-server
	return answer.mode ? 0 : -EINVAL;
}

const struct file_operations example_file_operations = {
	.open = example_open,
};
