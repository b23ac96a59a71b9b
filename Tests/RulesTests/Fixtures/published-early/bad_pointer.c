#define TREE_6_12
#include <linux/fuse_locks.h>
#include <linux/slab.h>

struct example_bucket {
	int count;
	int waiting;
};

struct example_conn {
	struct example_bucket *bucket;
	struct example_bucket *spare;
};

static struct example_bucket *example_last;

static int example_open(struct inode *inode, struct file *file)
{
	struct example_conn *conn = file->private_data;
	struct example_bucket *bucket = kzalloc(sizeof(*bucket), GFP_KERNEL);

	if (!bucket)
		return -ENOMEM;
	conn->bucket = bucket; // note "'bucket' is put where others find it"
	bucket->count = 1; // want published-early "'bucket->count' is set after others have been shown the object, and example_flush() reads it"
	bucket->waiting = 1; // ok published-early
	return 0;
}

static int example_release(struct inode *inode, struct file *file)
{
	struct example_bucket *bucket = kzalloc(sizeof(*bucket), GFP_KERNEL);

	if (!bucket)
		return -ENOMEM;
	example_last = bucket;
	bucket->count = 1; // want published-early "'bucket->count' is set after others have been shown the object"
	return 0;
}

static int example_flush(struct file *file, void *id)
{
	struct example_conn *conn = file->private_data;

	return conn->bucket->count + example_last->count;
}

static const struct file_operations example_operations = {
	.open = example_open,
	.flush = example_flush,
	.release = example_release,
};
