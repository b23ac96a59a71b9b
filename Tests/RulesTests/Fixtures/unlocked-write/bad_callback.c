#define TREE_6_12
#include <linux/kref.h>
#include <linux/fuse_locks.h>

struct fuse_io_priv {
	struct kref refcnt;
	spinlock_t lock;
	unsigned reqs;
	int err;
	ssize_t bytes;
};

int example_each(int (*visit)(void *data), void *data);

static int example_count(void *data)
{
	struct fuse_io_priv *io = data;

	io->reqs++; // want unlocked-write "'io->reqs' is changed without io->lock"
	return 0;
}

static int example_fail(void *data)
{
	struct fuse_io_priv *io = data;

	io->err = -EIO; // ok unlocked-write
	return 0;
}

static int example_open(struct inode *inode, struct file *file)
{
	struct fuse_io_priv *io = file->private_data;

	spin_lock(&io->lock);
	example_each(example_fail, io);
	spin_unlock(&io->lock);
	return example_each(example_count, io); // note "example_open() has example_each() call example_count()"
}

static const struct file_operations example_operations = {
	.open = example_open, // note "file_operations.open is example_open()"
};
