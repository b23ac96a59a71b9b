#define TREE_6_12
#include <linux/mutex.h>
#include <linux/fs.h>

struct box {
	struct mutex lock;
	int n;
};

static int example_open(struct inode *inode, struct file *file)
{
	struct box *box = inode->i_private;

	file->private_data = box;
	return 0;
}

static int example_flush(struct file *file, loff_t start, loff_t end, int datasync)
{
	struct box *box = file->private_data;

	mutex_lock(&box->lock); // want lock-balance "mutex_lock"
	box->n = datasync;
	return 0;
}

const struct file_operations example_operations = {
	.open = example_open,
	.fsync = example_flush,
};
