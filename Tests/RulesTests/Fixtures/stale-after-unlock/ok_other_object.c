#define TREE_6_12
#include <linux/fuse_locks.h>

struct example_cache {
	spinlock_t lock;
	struct example_cache *next;
	loff_t size;
	int users;
};

/* From one object to another, and a lock that is held all along. */
static int example_flush(struct file *file, void *id)
{
	struct example_cache *from = file->private_data;
	struct example_cache *to = from->next;
	loff_t size;
	int users;

	spin_lock(&from->lock);
	size = from->size;
	spin_unlock(&from->lock);
	spin_lock(&to->lock);
	to->size = size; // ok stale-after-unlock
	users = to->users;
	to->users = users + 1; // ok stale-after-unlock
	spin_unlock(&to->lock);
	return 0;
}

static int example_release(struct inode *inode, struct file *file)
{
	struct example_cache *cache = file->private_data;
	loff_t size;

	inode_lock(inode);
	spin_lock(&cache->lock);
	size = cache->size;
	spin_unlock(&cache->lock);
	spin_lock(&cache->lock);
	cache->size = size + 1; // ok stale-after-unlock
	spin_unlock(&cache->lock);
	inode_unlock(inode);
	return 0;
}

static const struct file_operations example_operations = {
	.flush = example_flush,
	.release = example_release,
};
