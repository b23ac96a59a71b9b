#define TREE_6_12
#include <linux/kref.h>
#include <linux/fuse_locks.h>

struct fuse_conn {
	struct kref count;
	spinlock_t lock;
	unsigned connected;
};

int kref_put_lock(struct kref *kref, void (*release)(struct kref *kref), spinlock_t *lock);

/* Entered with the lock, which the one who calls it has been given. */
static void example_disconnect(struct kref *kref)
{
	struct fuse_conn *fc = container_of(kref, struct fuse_conn, count);

	fc->connected = 0; // ok unlocked-write
	spin_unlock(&fc->lock);
}

/* Takes the lock itself, whoever calls it. */
static void example_abort(struct kref *kref)
{
	struct fuse_conn *fc = container_of(kref, struct fuse_conn, count);

	spin_lock(&fc->lock);
	fc->connected = 0; // ok unlocked-write
	spin_unlock(&fc->lock);
}

static int example_release(struct inode *inode, struct file *file)
{
	struct fuse_conn *fc = file->private_data;

	kref_put_lock(&fc->count, example_disconnect, &fc->lock);
	kref_put(&fc->count, example_abort);
	return 0;
}

static const struct file_operations example_operations = {
	.release = example_release,
};
