#define TREE_6_12
#include <linux/mutex.h>

#define __releases(lock)
#define __acquires(lock)

struct box {
	struct mutex lock;
	int n;
};

void queue_elsewhere(struct box *box);

static void box_wake_and_unlock(struct box *box)
__releases(box->lock)
{
	box->n++;
	mutex_unlock(&box->lock);
}

/* Hands the lock on to one who is annotated, too. */
static void box_finish(struct box *box)
__releases(box->lock)
{
	box_wake_and_unlock(box);
}

/* It is released where nobody looks. */
void box_queue(struct box *box)
__releases(box->lock)
{
	queue_elsewhere(box);
}

static void box_send(struct box *box)
__releases(box->lock)
__acquires(box->lock)
{
	if (box->n > 10)
		return;
	mutex_unlock(&box->lock);
	box->n = 0;
	mutex_lock(&box->lock);
}

void example_run(struct box *box)
{
	mutex_lock(&box->lock);
	box_send(box);
	box_finish(box);
}
