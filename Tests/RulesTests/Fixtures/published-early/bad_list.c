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

static int example_open(struct inode *inode, struct file *file)
{
	struct example_conn *conn = file->private_data;
	struct example_entry *entry;

	entry = kzalloc(sizeof(*entry), GFP_KERNEL);
	if (!entry)
		return -ENOMEM;
	entry->id = 1; // ok published-early
	spin_lock(&conn->lock);
	list_add(&entry->list, &conn->entries); // note "list_add() shows 'entry' to others"
	spin_unlock(&conn->lock);
	entry->conn = conn; // want published-early "'entry->conn' is set after list_add() has shown the object, and example_flush() reads it"
	return 0;
}

static int example_flush(struct file *file, void *id)
{
	struct example_conn *conn = file->private_data;
	struct example_entry *entry;
	int count = 0;

	spin_lock(&conn->lock);
	entry = container_of(conn->entries.next, struct example_entry, list);
	if (entry->conn == conn && entry->id)
		count++;
	spin_unlock(&conn->lock);
	return count;
}

static const struct file_operations example_operations = {
	.open = example_open,
	.flush = example_flush,
};
