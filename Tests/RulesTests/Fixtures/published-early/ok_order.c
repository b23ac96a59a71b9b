#define TREE_6_12
#include <linux/fuse_locks.h>
#include <linux/slab.h>

struct example_conn {
	spinlock_t lock;
	struct list_head entries;
	struct example_entry *first;
};

struct example_entry {
	struct list_head list;
	struct example_conn *conn;
	int id;
	int unread;
};

static int example_open(struct inode *inode, struct file *file)
{
	struct example_conn *conn = file->private_data;
	struct example_entry *entry = kzalloc(sizeof(*entry), GFP_KERNEL);

	if (!entry)
		return -ENOMEM;
	spin_lock(&conn->lock);
	list_add(&entry->list, &conn->entries);
	entry->conn = conn; // ok published-early
	spin_unlock(&conn->lock);
	entry->unread = 1; // ok published-early
	spin_lock(&conn->lock);
	entry->id = 2; // ok published-early
	spin_unlock(&conn->lock);
	return 0;
}

/* Taken away again, and then it is the function's own. */
static int example_release(struct inode *inode, struct file *file)
{
	struct example_conn *conn = file->private_data;
	struct example_entry *entry = kzalloc(sizeof(*entry), GFP_KERNEL);

	if (!entry)
		return -ENOMEM;
	spin_lock(&conn->lock);
	list_add(&entry->list, &conn->entries);
	spin_unlock(&conn->lock);
	spin_lock(&conn->lock);
	list_del(&entry->list);
	spin_unlock(&conn->lock);
	entry->id = 0; // ok published-early
	kfree(entry);
	return 0;
}

static int example_flush(struct file *file, void *id)
{
	struct example_conn *conn = file->private_data;
	struct example_entry *entry;
	int count = 0;

	spin_lock(&conn->lock);
	entry = container_of(conn->entries.next, struct example_entry, list);
	if (entry->conn == conn)
		count += entry->id;
	spin_unlock(&conn->lock);
	return count;
}

static const struct file_operations example_operations = {
	.open = example_open,
	.flush = example_flush,
	.release = example_release,
};
