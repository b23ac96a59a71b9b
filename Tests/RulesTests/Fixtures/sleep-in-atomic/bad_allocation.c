#define TREE_6_12
#include <linux/slab.h>

struct queue {
	spinlock_t lock;
	void *first;
};

int example_add(struct queue *queue, int size)
{
	void *item;

	spin_lock(&queue->lock); // note "acquires the spinlock"
	item = kmalloc(size, GFP_KERNEL); // want sleep-in-atomic "kmalloc() may sleep while the spinlock"
	if (item)
		queue->first = item;
	spin_unlock(&queue->lock);
	return item ? 0 : -ENOMEM;
}

/* GFP_NOFS says nothing of waiting. */
int example_add_nofs(struct queue *queue, int size)
{
	spin_lock(&queue->lock);
	queue->first = kmalloc(size, GFP_NOFS); // want sleep-in-atomic "kmalloc() may sleep"
	spin_unlock(&queue->lock);
	return queue->first ? 0 : -ENOMEM;
}
