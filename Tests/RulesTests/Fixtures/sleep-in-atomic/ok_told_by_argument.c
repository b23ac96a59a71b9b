#define TREE_6_12
#include <linux/dcache.h>
#include <linux/mutex.h>

struct store {
	spinlock_t lock;
	struct mutex mutex;
	int n;
};

static int store_add(struct store *store, bool may_wait)
{
	if (!may_wait) {
		if (!mutex_trylock(&store->mutex))
			return -EAGAIN;
	} else {
		mutex_lock(&store->mutex);
	}
	store->n++;
	mutex_unlock(&store->mutex);
	return 0;
}

int example_add(struct store *store)
{
	int err;

	spin_lock(&store->lock);
	err = store_add(store, false); // ok sleep-in-atomic
	spin_unlock(&store->lock);
	if (err)
		err = store_add(store, true); // ok sleep-in-atomic
	return err;
}

/* ->d_release() may sleep. */
static void example_release(struct dentry *dentry)
{
	iput(dentry->d_fsdata); // ok sleep-in-atomic
}

const struct dentry_operations example_operations = {
	.d_release = example_release,
};
