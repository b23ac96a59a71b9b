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

static inline struct fuse_inode *get_fuse_inode(struct inode *inode)
{
	return container_of(inode, struct fuse_inode, inode);
}

/* Of an inode that is being made, or that is new still. */
static void example_init_inode(struct inode *inode)
{
	struct fuse_inode *fi = get_fuse_inode(inode);

	fi->writectr = 0; // ok unlocked-write
}

static struct inode *example_iget(struct super_block *sb, unsigned long number)
{
	struct inode *inode;

	if (!number) {
		inode = new_inode(sb);
		if (!inode)
			return NULL;
		example_init_inode(inode);
		get_fuse_inode(inode)->nlookup = 1; // ok unlocked-write
		return inode;
	}
	inode = iget_locked(sb, number);
	if (!inode)
		return NULL;
	example_init_inode(inode);
	unlock_new_inode(inode);
	return inode;
}

/* Whoever initialises the lock makes the object. */
static void example_conn_init(struct fuse_conn *fc)
{
	spin_lock_init(&fc->bg_lock);
	fc->max_background = 12; // ok unlocked-write
}

static int example_open(struct inode *inode, struct file *file)
{
	struct fuse_conn *fc = kzalloc(sizeof(*fc), GFP_KERNEL);

	if (!fc)
		return -ENOMEM;
	example_conn_init(fc);
	fc->blocked = 0; // ok unlocked-write
	file->private_data = fc;
	file->f_inode = example_iget(inode->i_sb, inode->i_ino);
	return 0;
}

static int example_release(struct inode *inode, struct file *file)
{
	struct fuse_conn *fc = file->private_data;

	fc->blocked = 0; // ok unlocked-write
	kfree(fc);
	return 0;
}

static void example_evict(struct inode *inode)
{
	get_fuse_inode(inode)->nlookup = 0; // ok unlocked-write
}

static const struct file_operations example_operations = {
	.open = example_open,
	.release = example_release,
};

static const struct super_operations example_super = {
	.evict_inode = example_evict,
};
