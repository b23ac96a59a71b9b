#define TREE_6_12
#include <linux/mutex.h>

struct store {
	struct rw_semaphore lock;
	int size;
	int flags;
};

int store_check(struct store *store);

/* It is called with the lock for reading, and says with which of the two it returns. */
static int store_prepare(struct store *store, bool *shared, int end)
{
	int ret;

restart:
	ret = store_check(store);
	if (ret < 0)
		goto out;
	if (*shared && end > store->size) {
		up_read(&store->lock);
		*shared = false;
		down_write(&store->lock); // ok lock-balance
		goto restart;
	}
	return ret;
out:
	if (*shared)
		up_read(&store->lock);
	else
		up_write(&store->lock);
	return ret;
}

int example_write(struct store *store, int end)
{
	bool shared = true;
	int ret;

	down_read(&store->lock); // ok lock-balance
	ret = store_prepare(store, &shared, end);
	if (ret < 0)
		return ret;
	store->size = end;
	if (shared)
		up_read(&store->lock);
	else
		up_write(&store->lock);
	return 0;
}

/* What the caller holds, it holds in another mode then. */
void example_demote(struct store *store, int flags)
{
	if (flags & 1)
		downgrade_write(&store->lock); // ok lock-balance
}
