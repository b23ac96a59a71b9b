#define TREE_6_12
#include <linux/fuse_locks.h>

struct example_table {
	struct mutex mutex;
	struct mutex other;
	int entries;
	int state;
};

/* Which lock is held is up to what it is called for. */
static int example_insert(struct example_table *table, int is_other)
{
	if (is_other)
		lockdep_assert_held(&table->other);
	else
		lockdep_assert_held(&table->mutex);
	return ++table->state;
}

/* Only some callers have it. */
static int example_sync(struct example_table *table, int is_locked)
{
	if (is_locked)
		lockdep_assert_held(&table->other);
	return table->state;
}

static void example_assert(struct example_table *table)
{
	lockdep_assert_held(&table->other);
}

static int example_flush(struct file *file, void *id)
{
	struct example_table *table = file->private_data;

	if (table->state)
		example_assert(table); // ok unlocked-write
	return table->entries;
}

static int example_open(struct inode *inode, struct file *file)
{
	struct example_table *table = file->private_data;
	int state;

	mutex_lock(&table->mutex);
	state = example_insert(table, 0); // ok unlocked-write
	mutex_unlock(&table->mutex);
	return state + example_sync(table, 0); // ok unlocked-write
}

const struct file_operations example_operations = {
	.open = example_open,
	.flush = example_flush,
};
