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
	table->entries++; // note "example_open() changes it with example_table.lock held"
	table->entries *= 2; // ok usually-locked
	table->entries += 3; // ok usually-locked
	table->entries -= 1; // ok usually-locked
	table->entries += 5; // ok usually-locked
	spin_unlock(&table->lock);
	table->entries = 0; // want usually-locked "'table->entries' is changed without example_table.lock; 5 of 6 writes hold it"
	return 0;
}

static const struct file_operations example_operations = {
	.open = example_open, // note "file_operations.open is example_open()"
};
