#define TREE_6_12
#include <linux/fuse_locks.h>

#define __releases(lock)
#define __acquires(lock)

struct example_conn {
	spinlock_t lock;
	unsigned count;
};

int example_send(void);

static int example_wait(struct example_conn *conn)
__releases(conn->lock)
__acquires(conn->lock)
{
	int err;

	spin_unlock(&conn->lock);
	err = example_send();
	spin_lock(&conn->lock);
	return err;
}

static int example_flush(struct file *file, void *id)
{
	struct example_conn *conn = file->private_data;
	unsigned count;

	spin_lock(&conn->lock);
	count = conn->count;
	if (!example_wait(conn))
		conn->count = count - 1; // want stale-after-unlock "'conn->count' is set to what it was"
	spin_unlock(&conn->lock);
	return 0;
}

static int example_release(struct inode *inode, struct file *file)
{
	struct example_conn *conn = file->private_data;
	unsigned count;

	spin_lock(&conn->lock);
	count = conn->count;
	while (count) {
		example_wait(conn);
		conn->count = count - 1; // want stale-after-unlock "'conn->count' is set to what it was"
		count = conn->count;
	}
	spin_unlock(&conn->lock);
	return 0;
}

static const struct file_operations example_operations = {
	.flush = example_flush,
	.release = example_release,
};
