#define TREE_6_12
#include <linux/fuse_locks.h>

struct example_table {
	struct mutex mutex;
	spinlock_t lock;
	spinlock_t queue_lock;
	int entries;
};

static void example_queue(struct example_table *table)
{
	spin_lock(&table->queue_lock); // note "example_queue() takes example_table.queue_lock here"
	table->entries++;
	spin_unlock(&table->queue_lock);
}

void example_add(struct example_table *table)
{
	spin_lock(&table->lock); // note "example_add() takes example_table.lock here"
	example_queue(table); // note "example_add() calls example_queue()"
	spin_unlock(&table->lock);
}

void example_move(struct example_table *table)
{
	spin_lock(&table->lock);
	example_queue(table);
	spin_unlock(&table->lock);
}

void example_remove(struct example_table *table)
{
	spin_lock(&table->queue_lock); // note "example_remove() takes example_table.queue_lock here"
	spin_lock(&table->lock); // want lock-order "example_table.lock is waited for while example_table.queue_lock is held; elsewhere it is the other way round"
	table->entries--;
	spin_unlock(&table->lock);
	spin_unlock(&table->queue_lock);
}
