#define TREE_6_12
#include <linux/slab.h>

struct queue {
	spinlock_t lock;
	void *first;
};

static void *queue_make(int size, gfp_t flags)
{
	return kmalloc(size, flags);
}

int example_add(struct queue *queue, int size)
{
	spin_lock(&queue->lock);
	queue->first = queue_make(size, GFP_ATOMIC); // ok sleep-in-atomic
	spin_unlock(&queue->lock);
	return queue->first ? 0 : -ENOMEM;
}

/* What the caller's flags are is for the caller to answer. */
int example_add_flags(struct queue *queue, int size, gfp_t flags)
{
	spin_lock(&queue->lock);
	queue->first = kmalloc(size, flags); // ok sleep-in-atomic
	spin_unlock(&queue->lock);
	return queue->first ? 0 : -ENOMEM;
}
