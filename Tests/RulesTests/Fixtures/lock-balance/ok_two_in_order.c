#define TREE_6_12
#include <linux/mutex.h>

struct node {
	struct mutex lock;
	struct mutex map;
	int flags;
};

struct item {
	long count;
	struct node node;
};

struct opened {
	struct item *item;
};

int node_break(struct node *node, bool wait);

/* The one that lies first in memory is locked first. */
static int lock_both(struct node *one, struct node *two)
{
	int err;

	if (one > two)
		swap(one, two);
again:
	err = node_break(one, true);
	if (err)
		return err;
	mutex_lock(&one->lock);
	err = node_break(one, false);
	if (err) {
		mutex_unlock(&one->lock);
		if (err == -EAGAIN)
			goto again;
		return err;
	}
	if (one == two)
		return 0;
	mutex_lock(&two->lock);
	return 0;
}

/* The items are the same where their nodes are. */
static int prepare(struct item *one, struct item *two)
{
	int err = lock_both(&one->node, &two->node);

	if (err)
		return err;
	mutex_lock(&one->node.map);
	if (one != two)
		mutex_lock(&two->node.map);
	return 0;
}

static void finish(struct item *one, struct item *two)
{
	if (one == two) {
		mutex_unlock(&one->node.map);
	} else {
		mutex_unlock(&two->node.map);
		mutex_unlock(&one->node.map);
	}
	mutex_unlock(&two->node.lock);
	if (one != two)
		mutex_unlock(&one->node.lock);
}

int example_exchange(struct opened *from, struct opened *to)
{
	struct item *one = from->item, *two = to->item;
	int err = prepare(one, two);

	if (err)
		return err;
	if (one->count != two->count) {
		err = -EINVAL;
		goto out;
	}
	one->count = 0;
out:
	finish(one, two); // ok lock-balance
	return err;
}
