#define TREE_6_12
#include <linux/fuse_locks.h>

struct fuse_inode {
	struct inode inode;
	u64 nlookup;
	int writectr;
	spinlock_t lock;
};

struct fuse_conn {
	spinlock_t bg_lock;
	unsigned max_background;
	int blocked;
};

/* Entered and left with the lock held, and without it in between. */
static void example_send(struct fuse_inode *fi)
{
	spin_unlock(&fi->lock);
	if (!fi->inode.i_size)
		mark_inode_dirty(&fi->inode);
	spin_lock(&fi->lock);
	fi->writectr--; // ok unlocked-write
}

static void example_release_nowrite(struct fuse_inode *fi)
{
	fi->writectr = 0; // ok unlocked-write
	while (fi->writectr >= 0)
		example_send(fi);
	fi->nlookup++; // ok unlocked-write
}

static int example_open(struct inode *inode, struct file *file)
{
	struct fuse_inode *fi = file->private_data;
	spinlock_t *lock = &fi->lock;
	bool locked = !inode->i_ino;

	spin_lock(lock);
	example_release_nowrite(fi);
	spin_unlock(lock);
	if (locked)
		spin_lock(&fi->lock);
	/* Whether it has to be held depends on more than is seen here. */
	if (locked)
		fi->nlookup++; // ok unlocked-write
	if (locked)
		spin_unlock(&fi->lock);
	return 0;
}

/* Stores that are meant to go without the lock say so. */
static long example_ioctl(struct file *file, unsigned int command, unsigned long argument)
{
	struct fuse_conn *fc = file->private_data;

	WRITE_ONCE(fc->max_background, argument); // ok unlocked-write
	return fc->blocked;
}

static const struct file_operations example_operations = {
	.open = example_open,
	.unlocked_ioctl = example_ioctl,
};
