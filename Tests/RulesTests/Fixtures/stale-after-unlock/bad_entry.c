#define TREE_6_12
#include <linux/fuse_locks.h>

struct fuse_iqueue {
	spinlock_t lock;
	struct list_head pending;
};

struct fuse_req {
	struct list_head list;
	int error;
};

int example_ask(void);

static int example_flush(struct file *file, void *id)
{
	struct fuse_iqueue *queue = file->private_data;
	struct fuse_req *req;

	spin_lock(&queue->lock);
	req = container_of(queue->pending.next, struct fuse_req, list); // note "'queue->pending.next' is read here with fuse_iqueue.lock held"
	spin_unlock(&queue->lock);
	if (example_ask())
		return 0;
	spin_lock(&queue->lock);
	list_del(&req->list); // want stale-after-unlock "'req' was found in 'queue->pending.next' before fuse_iqueue.lock was dropped and taken again, and may be gone"
	spin_unlock(&queue->lock);
	return 0;
}

static const struct file_operations example_operations = {
	.flush = example_flush,
};
