#define TREE_6_12
#include <linux/fuse_locks.h>
#include <linux/slab.h>

#define EXAMPLE_ONCE(where, what) (*(volatile typeof(where) *)&(where) = (what))
#define WRITE_ONCE(where, what) EXAMPLE_ONCE(where, what)

struct example_entry {
	struct list_head list;
	int state;
	int id;
};

struct example_conn {
	struct list_head entries;
	struct example_entry *last;
};

void wait_for_completion(void *done);

static int example_open(struct inode *inode, struct file *file)
{
	struct example_conn *conn = file->private_data;
	struct example_entry *entry = kzalloc(sizeof(*entry), GFP_KERNEL);

	if (!entry)
		return -ENOMEM;
	entry->id = 1;
	conn->last = entry;
	WRITE_ONCE(entry->state, 1); // ok published-early
	wait_for_completion(conn);
	entry->id = 2; // ok published-early
	return 0;
}

static int example_flush(struct file *file, void *id)
{
	struct example_conn *conn = file->private_data;

	return conn->last->state + conn->last->id;
}

static const struct file_operations example_operations = {
	.open = example_open,
	.flush = example_flush,
};
