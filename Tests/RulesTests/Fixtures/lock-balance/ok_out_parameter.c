#define TREE_6_12
#include <linux/mutex.h>

struct box {
	struct rw_semaphore sem;
	int n;
};

static void box_lock(struct box *box, bool *exclusive)
{
	*exclusive = box->n > 4;
	if (*exclusive)
		down_write(&box->sem);
	else
		down_read(&box->sem);
}

static void box_unlock(struct box *box, bool exclusive)
{
	if (exclusive)
		up_write(&box->sem);
	else
		up_read(&box->sem);
}

int example_get(struct box *box)
{
	bool exclusive;
	int n;

	box_lock(box, &exclusive);
	n = box->n;
	box_unlock(box, exclusive);
	return n;
}
