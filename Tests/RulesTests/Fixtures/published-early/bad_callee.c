#define TREE_6_12
#include <linux/fuse_locks.h>
#include <linux/slab.h>

struct example_conn {
	spinlock_t lock;
	struct list_head entries;
};

struct example_entry {
	struct list_head list;
	spinlock_t lock;
	int uses;
};

static void example_insert(struct example_conn *conn, struct example_entry *entry)
{
	spin_lock(&conn->lock);
	list_add_tail(&entry->list, &conn->entries);
	spin_unlock(&conn->lock);
}

static struct example_entry *example_alloc(void)
{
	return kzalloc(sizeof(struct example_entry), GFP_KERNEL);
}

static int example_open(struct inode *inode, struct file *file)
{
	struct example_entry *entry = example_alloc();

	if (!entry)
		return -ENOMEM;
	example_insert(file->private_data, entry); // note "example_insert() shows 'entry' to others"
	spin_lock_init(&entry->lock); // want published-early "'entry->lock' is set after example_insert() has shown the object"
	return 0;
}

static void example_use(struct example_entry *entry)
{
	spin_lock(&entry->lock);
	entry->uses++;
	spin_unlock(&entry->lock);
}

/* The one who makes it hands it over; the one who is handed it shows it. */
static void example_begin(struct example_conn *conn, struct example_entry *entry)
{
	spin_lock(&conn->lock);
	list_add_tail(&entry->list, &conn->entries); // note "list_add_tail() shows 'entry' to others"
	spin_unlock(&conn->lock);
	entry->uses = 1; // want published-early "'entry->uses' is set after list_add_tail() has shown the object"
}

static int example_flush(struct file *file, void *id)
{
	struct example_entry *entry = example_alloc();

	if (!entry)
		return -ENOMEM;
	spin_lock_init(&entry->lock);
	example_begin(file->private_data, entry); // ok published-early
	example_use(entry);
	return 0;
}

static int example_release(struct inode *inode, struct file *file)
{
	struct example_conn *conn = file->private_data;

	spin_lock(&conn->lock);
	example_use(container_of(conn->entries.next, struct example_entry, list));
	spin_unlock(&conn->lock);
	return 0;
}

static const struct file_operations example_operations = {
	.release = example_release,
	.open = example_open,
	.flush = example_flush,
};
