#define TREE_6_12
#include <linux/fuse_locks.h>

struct example_table {
	spinlock_t lock;
	spinlock_t queue_lock;
	int entries;
};

/* Entered with queue_lock held, drops it, and takes it again. */
static void example_flush(struct example_table *table)
{
	spin_unlock(&table->queue_lock);
	spin_lock(&table->lock); // ok lock-order
	table->entries = 0;
	spin_unlock(&table->lock);
	spin_lock(&table->queue_lock);
}

void example_remove(struct example_table *table)
{
	spin_lock(&table->queue_lock);
	table->entries--;
	example_flush(table); // ok lock-order
	spin_unlock(&table->queue_lock);
}

void example_add(struct example_table *table)
{
	spin_lock(&table->lock);
	spin_lock(&table->queue_lock); // ok lock-order
	spin_unlock(&table->queue_lock);
	spin_unlock(&table->lock);
}

/* Held on some ways only: whether both are held together depends on more than is seen here. */
void example_sort(struct example_table *table, bool locked)
{
	if (locked)
		spin_lock(&table->queue_lock);
	else
		spin_lock(&table->lock); // ok lock-order
	table->entries++;
	if (locked)
		spin_unlock(&table->queue_lock);
	else
		spin_unlock(&table->lock);
}
