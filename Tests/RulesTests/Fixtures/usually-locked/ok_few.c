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
	table->entries++;
	table->entries *= 2;
	table->entries += 3;
	spin_unlock(&table->lock);
	return 0;
}

static int example_release(struct inode *inode, struct file *file)
{
	struct example_table *table = file->private_data;

	table->entries--; // ok usually-locked
	return 0;
}

static const struct file_operations example_operations = {
	.open = example_open,
	.release = example_release,
};
