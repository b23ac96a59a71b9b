#define TREE_6_12
#include <linux/fuse_locks.h>

struct example_cache {
	spinlock_t lock;
	loff_t size;
	int version;
};

void *example_page(unsigned long index);

static int example_flush(struct file *file, void *id)
{
	struct example_cache *cache = file->private_data;
	loff_t size, end;
	int version;

	spin_lock(&cache->lock);
	version = cache->version;
	size = cache->size;
	end = size + 24;
	spin_unlock(&cache->lock);
	if (!example_page(end >> 12))
		return -ENOMEM;
	spin_lock(&cache->lock);
	if (cache->version == version)
		cache->size = end; // ok stale-after-unlock
	spin_unlock(&cache->lock);
	return 0;
}

static int example_release(struct inode *inode, struct file *file)
{
	struct example_cache *cache = file->private_data;
	loff_t size;

	spin_lock(&cache->lock);
	size = cache->size;
	spin_unlock(&cache->lock);
	example_page(size >> 12);
	spin_lock(&cache->lock);
	if (cache->size < size)
		cache->size = size; // ok stale-after-unlock
	cache->size = cache->size + size; // ok stale-after-unlock
	spin_unlock(&cache->lock);
	return 0;
}

static const struct file_operations example_operations = {
	.flush = example_flush,
	.release = example_release,
};
