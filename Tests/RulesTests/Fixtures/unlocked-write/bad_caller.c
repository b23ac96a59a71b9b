#define TREE_6_12
#include <linux/fuse_locks.h>

struct fuse_conn {
	spinlock_t bg_lock;
	unsigned active_background;
	int blocked;
};

static void example_flush(struct fuse_conn *fc)
{
	fc->active_background++; // note "example_flush() changes 'fc->active_background'"
}

static int example_open(struct inode *inode, struct file *file)
{
	struct fuse_conn *fc = file->private_data;

	spin_lock(&fc->bg_lock);
	example_flush(fc); // ok unlocked-write
	spin_unlock(&fc->bg_lock);
	return 0;
}

static int example_release(struct inode *inode, struct file *file)
{
	struct fuse_conn *fc = file->private_data;

	if (spin_trylock(&fc->bg_lock)) {
		fc->blocked = 0; // ok unlocked-write
		spin_unlock(&fc->bg_lock);
	} else {
		fc->blocked = 1; // want unlocked-write "'fc->blocked' is changed without fc->bg_lock"
	}
	example_flush(fc); // want unlocked-write "example_flush() changes 'fc->active_background' and is called without fc->bg_lock"
	return 0;
}

static const struct file_operations example_operations = {
	.open = example_open,
	.release = example_release, // note "file_operations.release is example_release()"
};
