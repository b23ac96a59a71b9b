#define TREE_6_12
#include <linux/list.h>
#include <linux/slab.h>

struct queue {
	struct list_head waiting;
	int n;
};

void list_splice_tail_init(struct list_head *list, struct list_head *head);

/* What waits goes to another list: the queue stays this function's own. */
int example_drain(struct list_head *done, int n)
{
	struct queue *queue = kzalloc(sizeof(*queue), GFP_KERNEL); // want heap-balance "queue"

	if (!queue)
		return -ENOMEM;
	queue->n = n;
	list_splice_tail_init(&queue->waiting, done);
	if (queue->n < 0)
		return -EINVAL;
	kfree(queue);
	return 0;
}
