#define TREE_6_12
#include <linux/slab.h>
#include <linux/workqueue.h>

struct forget {
	struct forget *next;
};

struct queue {
	int count;
};

void fuse_queue_forget(struct queue *queue, struct forget *forget, int id);

void example_forget(struct queue *queue, int id)
{
	struct forget *forget = kzalloc(sizeof(*forget), GFP_KERNEL);

	fuse_queue_forget(queue, forget, id); // want unchecked-pointer "kzalloc"
}

void example_forget_well(struct queue *queue, int id)
{
	struct forget *forget = kzalloc(sizeof(*forget), GFP_KERNEL);

	if (forget)
		fuse_queue_forget(queue, forget, id); // ok unchecked-pointer
}
