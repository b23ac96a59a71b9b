#define TREE_6_12
#include <linux/fuse_locks.h>
#include <linux/slab.h>

struct example_conn {
	struct list_head entries;
	struct example_entry *first;
};

struct example_entry {
	struct list_head list;
	int id;
};

static int example_count(struct example_conn *conn)
{
	struct example_entry *entry = container_of(conn->entries.next, struct example_entry, list);

	return entry->id + conn->first->id;
}

/* Nobody finds what lies in the function's own. */
static int example_flush(struct file *file, void *id)
{
	struct example_conn *conn = kzalloc(sizeof(*conn), GFP_KERNEL);
	struct example_entry *entry = kzalloc(sizeof(*entry), GFP_KERNEL);
	struct list_head own;
	int count = -ENOMEM;

	if (conn && entry) {
		conn->first = entry;
		list_add(&entry->list, &own);
		entry->id = 1; // ok published-early
		count = example_count(conn);
	}
	kfree(entry);
	kfree(conn);
	return count;
}

/* An object that was there before. */
static int example_release(struct inode *inode, struct file *file)
{
	struct example_conn *conn = file->private_data;
	struct example_entry *entry = conn->first;

	list_add(&entry->list, &conn->entries);
	entry->id = 1; // ok published-early
	return 0;
}

struct example_total {
	struct list_head list;
	int mounted;
};

static struct list_head example_totals;

/* Who reads it comes by it in another way. */
static int example_open(struct inode *inode, struct file *file)
{
	struct example_total *total = kzalloc(sizeof(*total), GFP_KERNEL);

	if (!total)
		return -ENOMEM;
	list_add(&total->list, &example_totals);
	total->mounted = 1; // ok published-early
	return 0;
}

static long example_ioctl(struct file *file, unsigned int command, unsigned long argument)
{
	struct example_total *total = file->private_data;

	return total->mounted;
}

static const struct file_operations example_operations = {
	.open = example_open,
	.unlocked_ioctl = example_ioctl,
	.flush = example_flush,
	.release = example_release,
};
