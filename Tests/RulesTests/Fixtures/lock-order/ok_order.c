#define TREE_6_12
#include <linux/fuse_locks.h>

struct example_table {
	struct mutex mutex;
	spinlock_t lock;
	spinlock_t queue_lock;
	int entries;
};

void example_add(struct example_table *table)
{
	mutex_lock(&table->mutex);
	spin_lock(&table->lock);
	spin_lock(&table->queue_lock); // ok lock-order
	spin_unlock(&table->queue_lock);
	spin_unlock(&table->lock);
	mutex_unlock(&table->mutex);
}

/* Drops the inner lock before it takes the outer one. */
void example_remove(struct example_table *table)
{
	spin_lock(&table->queue_lock);
	table->entries--;
	spin_unlock(&table->queue_lock);
	spin_lock(&table->lock); // ok lock-order
	spin_lock(&table->queue_lock);
	spin_unlock(&table->queue_lock);
	spin_unlock(&table->lock);
}

/* Does not wait. */
void example_try(struct example_table *table)
{
	spin_lock(&table->queue_lock);
	if (spin_trylock(&table->lock)) { // ok lock-order
		table->entries--;
		spin_unlock(&table->lock);
	}
	spin_unlock(&table->queue_lock);
}
