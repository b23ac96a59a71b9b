#define TREE_6_12
#include <linux/mutex.h>

struct box {
	struct mutex lock;
	bool shared;
	int n;
};

static bool box_lock(struct box *box)
{
	bool locked = false;

	if (box->shared) {
		mutex_lock(&box->lock);
		locked = true;
	}
	return locked;
}

static void box_unlock(struct box *box, bool locked)
{
	if (locked)
		mutex_unlock(&box->lock);
}

int example_set(struct box *box, int n)
{
	bool locked = box_lock(box);
	int err = 0;

	if (n < 0)
		err = -EINVAL;
	else
		box->n = n;
	box_unlock(box, locked);
	return err;
}
