#define TREE_6_12
#include <linux/slab.h>
#include <linux/mutex.h>

struct store {
	spinlock_t lock;
	struct mutex mutex;
	void *data;
	int n;
};

static void *store_make(int size, gfp_t flags)
{
	return kzalloc(size, flags); // note "kzalloc() may sleep"
}

static void store_count(struct store *store)
{
	mutex_lock(&store->mutex); // note "mutex_lock() may sleep"
	store->n++;
	mutex_unlock(&store->mutex);
}

int example_fill(struct store *store, int size)
{
	spin_lock(&store->lock);
	store->data = store_make(size, GFP_KERNEL); // want sleep-in-atomic "store_make() may sleep"
	spin_unlock(&store->lock);
	return store->data ? 0 : -ENOMEM;
}

void example_count(struct store *store)
{
	spin_lock(&store->lock);
	store_count(store); // want sleep-in-atomic "store_count() may sleep while the spinlock"
	spin_unlock(&store->lock);
}
