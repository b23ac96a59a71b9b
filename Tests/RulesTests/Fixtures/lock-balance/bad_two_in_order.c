#define TREE_6_12
#include <linux/mutex.h>

struct node {
	struct mutex lock;
	int flags;
};

int node_break(struct node *node);

static int lock_both(struct node *one, struct node *two)
{
	int err;

	if (one > two)
		swap(one, two);
again:
	mutex_lock(&one->lock);
	err = node_break(one);
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

/* The second one of two is forgotten on the way back. */
int example_exchange(struct node *one, struct node *two)
{
	int err = lock_both(one, two); // want lock-balance "is still held"

	if (err)
		return err;
	if (one->flags) {
		mutex_unlock(&one->lock);
		return -EINVAL;
	}
	one->flags = 1;
	mutex_unlock(&one->lock);
	if (one != two)
		mutex_unlock(&two->lock);
	return 0;
}
