#define TREE_6_12
#include <linux/fuse_locks.h>

#define __releases(lock)

struct example_table {
	struct mutex mutex;
	spinlock_t lock;
	int entries;
};

/* Held where 'full' is set, and only there. */
static void example_leave(struct example_table *table, bool full)
	__releases(table->lock)
{
	if (full)
		spin_unlock(&table->lock);
	table->entries++;
}

/* The lock is the function's own: its callers need none. */
static void example_count(struct example_table *table)
{
	mutex_lock(&table->mutex);
	lockdep_assert_held(&table->mutex);
	table->entries++;
	mutex_unlock(&table->mutex);
}

static void example_sort(struct example_table *table)
{
	lockdep_assert_held(&table->mutex);
	table->entries++;
}

/* Who calls it is to hold the lock, and does. */
static void example_sort_all(struct example_table *table)
{
	lockdep_assert_held(&table->mutex);
	example_sort(table); // ok unlocked-write
}

static int example_open(struct inode *inode, struct file *file)
{
	struct example_table *table = file->private_data;
	struct example_table *fresh = kzalloc(sizeof(*fresh), GFP_KERNEL);

	example_leave(table, false); // ok unlocked-write
	example_count(table); // ok unlocked-write
	mutex_lock(&table->mutex);
	example_sort_all(table); // ok unlocked-write
	mutex_unlock(&table->mutex);
	if (mutex_lock_killable(&table->mutex))
		return -EIO;
	example_sort(table); // ok unlocked-write
	mutex_unlock(&table->mutex);
	if (fresh)
		example_sort(fresh); // ok unlocked-write
	file->private_data = fresh;
	return 0;
}

static const struct file_operations example_operations = {
	.open = example_open,
};
