#define TREE_6_12
#include <linux/mutex.h>

#define __releases(lock)
#define __acquires(lock)

struct box {
	struct mutex lock;
	int n;
};

static void box_wake_and_unlock(struct box *box)
__releases(box->lock)
{
	if (box->n < 0)
		return; // want lock-balance "box_wake_and_unlock() is entered with"
	box->n++;
	mutex_unlock(&box->lock);
}

/* Drops the lock and takes it again. */
static void box_send(struct box *box)
__releases(box->lock)
__acquires(box->lock)
{
	mutex_unlock(&box->lock);
	if (box->n > 10)
		return; // want lock-balance "not taken again"
	box->n = 0;
	mutex_lock(&box->lock);
}

void example_run(struct box *box)
{
	mutex_lock(&box->lock);
	box_send(box);
	box_wake_and_unlock(box); // want lock-balance "has released it before"
}
