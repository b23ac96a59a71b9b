#define TREE_6_12
#include <linux/mutex.h>
#include <linux/fs.h>

struct cache {
	struct mutex lock;
	int state;
	int inline_size;
};

int cache_fill(struct cache *cache);

/* -EAGAIN is for the caller, who has the lock still; all other errors come without it. */
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

int example_hit(struct cache *cache)
{
	int err;

	mutex_lock(&cache->lock); // ok lock-balance
	err = cache_recycle(cache);
	if (err == -EAGAIN)
		mutex_unlock(&cache->lock); // ok lock-balance
	return err;
}

/* Both are locked, or one by two names. */
int example_pair(struct cache *first, struct cache *second)
{
	if (first->inline_size < 0)
		return -EINVAL;
	if (first > second)
		swap(first, second);
	mutex_lock(&first->lock); // ok lock-balance
	mutex_lock(&second->lock); // ok lock-balance
	return 0;
}

void example_unpair(struct cache *first, struct cache *second)
{
	mutex_unlock(&first->lock);
	mutex_unlock(&second->lock);
}

int example_both(struct cache *first, struct cache *second)
{
	int err = example_pair(first, second);

	if (err)
		return err;
	first->state = second->state;
	example_unpair(first, second);
	return 0;
}
