#define TREE_6_12
#include <linux/mutex.h>

struct cache {
	struct mutex lock;
	int state;
};

int cache_fill(struct cache *cache);

static int cache_recycle(struct cache *cache)
{
	int err;

	if (cache->state & 1)
		return -EAGAIN;
	mutex_unlock(&cache->lock);
	err = cache_fill(cache);
	if (err < 0)
		return err;
	return 0;
}

/* It is -EAGAIN with which the callee returns before it has given up the lock. */
int example_hit(struct cache *cache)
{
	int err;

	mutex_lock(&cache->lock); // want lock-balance "is still held"
	err = cache_recycle(cache);
	if (err == -EBUSY)
		mutex_unlock(&cache->lock); // want lock-balance "has released it before"
	return err;
}

int example_fails(struct cache *cache, int size)
{
	int err;

	mutex_lock(&cache->lock); // want lock-balance "mutex_lock"
	err = cache_fill(cache);
	if (err)
		return err; // note "returns here"
	mutex_unlock(&cache->lock);
	return 0;
}
