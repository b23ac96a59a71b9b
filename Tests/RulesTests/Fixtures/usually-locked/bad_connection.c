#define TREE_6_12
#include <linux/fuse_locks.h>

struct example_conn {
	spinlock_t lock;
};

struct example_channel {
	struct example_conn *conn;
	unsigned flags;
};

static void example_set(struct example_channel *channel, unsigned flags)
{
	channel->flags |= flags; // ok usually-locked
}

static int example_open(struct inode *inode, struct file *file)
{
	struct example_channel *channel = file->private_data;

	spin_lock(&channel->conn->lock);
	channel->flags = 1; // ok usually-locked
	channel->flags |= 4; // ok usually-locked
	example_set(channel, 2);
	spin_unlock(&channel->conn->lock);
	return 0;
}

static int example_flush(struct file *file, void *id)
{
	struct example_channel *channel = file->private_data;

	spin_lock(&channel->conn->lock);
	channel->flags &= ~1; // note "example_flush() changes it with example_conn.lock held"
	channel->flags &= ~2; // ok usually-locked
	example_set(channel, 8);
	spin_unlock(&channel->conn->lock);
	return 0;
}

static void example_end(struct example_channel *channel)
{
	channel->flags = 0; // want usually-locked "'channel->flags' is changed without example_conn.lock; 5 of 6 writes hold it"
}

static int example_release(struct inode *inode, struct file *file)
{
	example_end(file->private_data); // note "example_release() calls example_end()"
	return 0;
}

static const struct file_operations example_operations = {
	.open = example_open,
	.flush = example_flush,
	.release = example_release, // note "file_operations.release is example_release()"
};
