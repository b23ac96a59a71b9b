#define TREE_6_12
#include <linux/mutex.h>
#include <linux/slab.h>

struct buf {
	struct mutex lock;
	int flags;
	int shared;
};

struct root {
	struct buf *node;
};

int root_update(struct root *root, struct buf *from, struct buf *to);

static struct buf *buf_new(struct root *root)
{
	struct buf *buf = kzalloc(sizeof(*buf), GFP_KERNEL);

	if (!buf)
		return ERR_PTR(-ENOMEM);
	mutex_lock(&buf->lock);
	root->node = buf;
	return buf;
}

/* Gives the caller a locked copy in place of what it has locked. */
static int buf_copy(struct root *root, struct buf *buf, struct buf **bufp)
{
	struct buf *copy;
	int held = 0, err;

	if (*bufp == buf)
		held = 1;
	copy = buf_new(root);
	if (IS_ERR(copy))
		return PTR_ERR(copy);
	err = root_update(root, buf, copy);
	if (err)
		goto fail;
	if (held)
		mutex_unlock(&buf->lock);
	*bufp = copy;
	return 0;
fail:
	mutex_unlock(&copy->lock);
	return err;
}

static int buf_own(struct root *root, struct buf *buf, struct buf **bufp)
{
	if (root->node == buf && buf->flags)
		return -EIO;
	if (!buf->shared) {
		*bufp = buf;
		return 0; // ok lock-balance
	}
	return buf_copy(root, buf, bufp);
}

int example_push(struct root *root, struct buf *right)
{
	int err;

	mutex_lock(&right->lock); // ok lock-balance
	if (right->flags)
		goto out;
	err = buf_own(root, right, &right);
	if (err)
		goto out;
	right->flags = 1;
out:
	mutex_unlock(&right->lock);
	return 1;
}
