#define TREE_6_12
#include <linux/fuse_locks.h>
#include <linux/slab.h>

struct example_conn {
	spinlock_t lock;
	struct list_head entries;
};

struct example_entry {
	struct list_head list;
	int id;
	int count;
};

static void example_number(struct example_entry *entry, int id)
{
	entry->id = id; // note "example_number() sets 'entry->id'"
}

/* Who counts holds the lock. */
static void example_count(struct example_conn *conn, struct example_entry *entry)
{
	spin_lock(&conn->lock);
	entry->count = 1;
	spin_unlock(&conn->lock);
}

static int example_open(struct inode *inode, struct file *file)
{
	struct example_conn *conn = file->private_data;
	struct example_entry *entry = kzalloc(sizeof(*entry), GFP_KERNEL);

	if (!entry)
		return -ENOMEM;
	spin_lock(&conn->lock);
	list_add(&entry->list, &conn->entries); // note "list_add() shows 'entry' to others"
	spin_unlock(&conn->lock);
	example_count(conn, entry); // ok published-early
	example_number(entry, 1); // want published-early "'entry->id' is set after list_add() has shown the object"
	return 0;
}

static int example_flush(struct file *file, void *id)
{
	struct example_conn *conn = file->private_data;
	struct example_entry *entry;
	int count;

	spin_lock(&conn->lock);
	entry = container_of(conn->entries.next, struct example_entry, list);
	count = entry->id + entry->count;
	spin_unlock(&conn->lock);
	return count;
}

static const struct file_operations example_operations = {
	.open = example_open,
	.flush = example_flush,
};
