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
	void *page;

	spin_lock(&cache->lock);
	size = cache->size; // note "'cache->size' is read here with example_cache.lock held"
	end = size + 24;
	spin_unlock(&cache->lock);
	page = example_page(end >> 12);
	if (!page)
		return -ENOMEM;
	spin_lock(&cache->lock);
	cache->size = end; // want stale-after-unlock "'cache->size' is set to what it was before example_cache.lock was dropped and taken again"
	cache->version++; // ok stale-after-unlock
	spin_unlock(&cache->lock);
	return 0;
}

static const struct file_operations example_operations = {
	.flush = example_flush,
};
