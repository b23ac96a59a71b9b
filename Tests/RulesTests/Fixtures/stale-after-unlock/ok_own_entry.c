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

void example_get(struct fuse_req *req);
int example_ask(void);

/* Off its list, it is the function's own. */
static int example_flush(struct file *file, void *id)
{
	struct fuse_iqueue *queue = file->private_data;
	struct fuse_req *req;

	spin_lock(&queue->lock);
	req = container_of(queue->pending.next, struct fuse_req, list);
	list_del(&req->list);
	spin_unlock(&queue->lock);
	example_ask();
	spin_lock(&queue->lock);
	list_add(&req->list, &queue->pending); // ok stale-after-unlock
	spin_unlock(&queue->lock);
	return 0;
}

static int example_release(struct inode *inode, struct file *file)
{
	struct fuse_iqueue *queue = file->private_data;
	struct fuse_req *req;

	spin_lock(&queue->lock);
	req = container_of(queue->pending.next, struct fuse_req, list);
	example_get(req);
	spin_unlock(&queue->lock);
	example_ask();
	spin_lock(&queue->lock);
	req->error = -EIO; // ok stale-after-unlock
	spin_unlock(&queue->lock);
	return 0;
}

static const struct file_operations example_operations = {
	.flush = example_flush,
	.release = example_release,
};
