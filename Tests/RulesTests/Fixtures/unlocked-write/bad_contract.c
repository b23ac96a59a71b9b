#define TREE_6_12
#include <linux/fuse_attr.h>
#include <linux/fuse_locks.h>

struct fuse_inode {
	struct inode inode;
	spinlock_t lock;
};

static loff_t example_size(struct fuse_inode *fi)
{
	return fi->inode.i_size;
}

static int example_unlink(struct inode *dir, struct dentry *dentry)
{
	i_size_write(dir, 0); // ok unlocked-write
	return 0;
}

static int example_open(struct inode *inode, struct file *file)
{
	i_size_write(inode, 0); // want unlocked-write "'inode->i_size' is changed without inode->i_rwsem or fuse_inode's lock"
	return 0;
}

static const struct file_operations example_operations = {
	.open = example_open, // note "file_operations.open is example_open()"
};

static const struct inode_operations example_directory = {
	.unlink = example_unlink,
};
