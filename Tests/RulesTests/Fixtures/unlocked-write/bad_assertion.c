#define TREE_6_12
#include <linux/fuse_locks.h>

#define __must_hold(lock)
#define __releases(lock)

struct example_table {
	struct mutex mutex;
	spinlock_t lock;
	int entries;
};

static void example_count(struct example_table *table)
{
	lockdep_assert_held(&table->mutex);
	table->entries++;
}

static void example_sort(struct example_table *table)
	__must_hold(&table->lock)
{
	table->entries++;
}

static void example_leave(struct example_table *table)
	__releases(table->lock)
{
	spin_unlock(&table->lock);
}

static int example_open(struct inode *inode, struct file *file)
{
	struct example_table *table = file->private_data;

	mutex_lock(&table->mutex);
	example_count(table); // ok unlocked-write
	example_sort(table); // want unlocked-write "example_sort() is called without &table->lock, which it is to be called with: example_sort(), __must_hold(&table->lock)"
	mutex_unlock(&table->mutex);
	spin_lock(&table->lock);
	example_sort(table); // ok unlocked-write
	example_count(table); // want unlocked-write "example_count() is called without table->mutex, which it is to be called with: example_count(), lockdep_assert_held()"
	example_leave(table); // ok unlocked-write
	example_leave(table); // want unlocked-write "example_leave() is called without table->lock"
	return 0;
}

static const struct file_operations example_operations = {
	.open = example_open, // note "file_operations.open is example_open()"
};
