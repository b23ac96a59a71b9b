#define TREE_6_12
#include <linux/mutex.h>

struct box {
	struct rw_semaphore sem;
	int n;
};

static void box_enter(struct box *box)
{
	down_write(&box->sem);
}

static void box_leave(struct box *box)
{
	up_write(&box->sem);
}

int example_set(struct box *box, int n)
{
	box_enter(box); // want lock-balance "box_enter"
	if (n < 0)
		return -EINVAL;
	box->n = n;
	box_leave(box);
	return 0;
}

int example_get(struct box *box)
{
	int n;

	box_enter(box);
	n = box->n;
	box_leave(box);
	return n;
}
