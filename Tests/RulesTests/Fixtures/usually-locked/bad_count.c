#define TREE_6_12
#include <linux/fuse_locks.h>

struct example_table {
	spinlock_t lock;
	unsigned entries;
};

static int example_open(struct inode *inode, struct file *file)
{
	struct example_table *table = file->private_data;

	spin_lock(&table->lock);
	table->entries++; // ok usually-locked
	table->entries += 2; // ok usually-locked
	spin_unlock(&table->lock);
	return 0;
}

static int example_flush(struct file *file, void *id)
{
	struct example_table *table = file->private_data;

	spin_lock(&table->lock);
	if (table->entries > 16)
		table->entries = 16; // note "example_flush() changes it with example_table.lock held"
	table->entries++; // ok usually-locked
	spin_unlock(&table->lock);
	return 0;
}

static int example_release(struct inode *inode, struct file *file)
{
	struct example_table *table = file->private_data;

	table->entries--; // want usually-locked "'table->entries' is changed without example_table.lock; 4 of 5 writes hold it"
	return 0;
}

static const struct file_operations example_operations = {
	.open = example_open,
	.flush = example_flush,
	.release = example_release, // note "file_operations.release is example_release()"
};
