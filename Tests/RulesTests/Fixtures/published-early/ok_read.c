#define TREE_6_12
#include <linux/fuse_locks.h>
#include <linux/slab.h>

struct example_conn {
	spinlock_t lock;
	struct list_head entries;
};

struct example_entry {
	struct list_head list;
	struct example_conn *conn;
	int id;
};

static int example_number(struct example_entry *entry)
{
	struct example_conn *conn = entry->conn; // ok published-early

	return conn ? 1 : 0;
}

/* What was set before is looked at, here and by another. */
static int example_open(struct inode *inode, struct file *file)
{
	struct example_conn *conn = file->private_data;
	struct example_entry *entry = kzalloc(sizeof(*entry), GFP_KERNEL);
	int id;

	if (!entry)
		return -ENOMEM;
	entry->conn = conn;
	entry->id = 3;
	spin_lock(&conn->lock);
	list_add(&entry->list, &conn->entries);
	spin_unlock(&conn->lock);
	id = entry->id; // ok published-early
	return id + example_number(entry); // ok published-early
}

static int example_flush(struct file *file, void *id)
{
	struct example_conn *conn = file->private_data;
	struct example_entry *entry;
	int count;

	spin_lock(&conn->lock);
	entry = container_of(conn->entries.next, struct example_entry, list);
	count = entry->conn ? entry->id : 0;
	spin_unlock(&conn->lock);
	return count;
}

static const struct file_operations example_operations = {
	.open = example_open,
	.flush = example_flush,
};
