#define TREE_6_12
#include <linux/fuse_locks.h>

struct fuse_conn {
	spinlock_t lock;
	struct list_head devices;
};

struct fuse_dev {
	struct fuse_conn *fc;
	struct list_head entry;
};

void INIT_LIST_HEAD(struct list_head *head);
void list_splice_init(struct list_head *list, struct list_head *head);

static void example_forget(struct fuse_dev *fud)
{
	list_del(&fud->entry); // ok unlocked-write
	kfree(fud);
}

static void example_free_list(struct list_head *old)
{
	while (old->next != old) {
		struct fuse_dev *fud = container_of(old->next, struct fuse_dev, entry);

		list_del(&fud->entry); // ok unlocked-write
		kfree(fud);
	}
}

/* Taken off the list under the lock: from there on nobody else finds them. */
static int example_release(struct inode *inode, struct file *file)
{
	struct fuse_conn *fc = file->private_data;
	struct list_head old, older;
	struct fuse_dev *fud, *next;

	INIT_LIST_HEAD(&old);
	INIT_LIST_HEAD(&older);
	spin_lock(&fc->lock);
	list_splice_init(&fc->devices, &old);
	spin_unlock(&fc->lock);
	for (fud = container_of(old.next, struct fuse_dev, entry); &fud->entry != &old; fud = next) {
		next = container_of(fud->entry.next, struct fuse_dev, entry);
		if (fud->fc != fc) {
			example_forget(fud);
			continue;
		}
		list_del(&fud->entry); // ok unlocked-write
		kfree(fud);
	}
	example_free_list(&older);
	return 0;
}

static const struct file_operations example_operations = {
	.release = example_release,
};
