#define TREE_6_12
#include <linux/fuse_locks.h>
#include <linux/slab.h>

struct example_conn {
	spinlock_t lock;
	struct list_head requests;
};

struct example_request {
	struct list_head list;
	int result;
	void *inode;
};

int wait_for_completion_killable(int *done);

static int example_wait(struct example_conn *conn, struct example_request *request)
{
	return wait_for_completion_killable(&request->result);
}

static int example_do(struct example_conn *conn, struct example_request *request)
{
	int err;

	spin_lock(&conn->lock);
	list_add(&request->list, &conn->requests);
	err = request->result;
	spin_unlock(&conn->lock);
	if (!err)
		err = example_wait(conn, request);
	return err;
}

/* When it comes back it is answered, and nobody else's. */
static int example_open(struct inode *inode, struct file *file)
{
	struct example_request *request = kzalloc(sizeof(*request), GFP_KERNEL);
	int err;

	if (!request)
		return -ENOMEM;
	err = example_do(file->private_data, request);
	request->inode = NULL; // ok published-early
	kfree(request);
	return err;
}

static int example_flush(struct file *file, void *id)
{
	struct example_conn *conn = file->private_data;
	struct example_request *request;
	int err;

	spin_lock(&conn->lock);
	request = container_of(conn->requests.next, struct example_request, list);
	err = request->inode ? 0 : -EIO;
	spin_unlock(&conn->lock);
	return err;
}

static const struct file_operations example_operations = {
	.open = example_open,
	.flush = example_flush,
};
