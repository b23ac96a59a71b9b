#define TREE_6_12
#include <linux/mutex.h>

struct store {
	struct rw_semaphore lock;
	int size;
};

int store_check(struct store *store);

/* The lock for reading is the function's own: what it changes it for has to be given up like it. */
int example_write(struct store *store, int end)
{
	int ret;

	down_read(&store->lock);
	if (end > store->size) {
		up_read(&store->lock);
		down_write(&store->lock); // want lock-balance "down_write"
		ret = store_check(store);
		if (ret < 0)
			return ret; // note "returns here"
		store->size = end;
		up_write(&store->lock);
		return 0;
	}
	up_read(&store->lock);
	return 0;
}
