#define TREE_6_12
#include <linux/slab.h>
#include <linux/list.h>

struct queue {
	struct list_head entries;
	int n;
};

struct entry {
	int number;
	struct list_head link;
};

/* The list has the address of a member, and with it the whole. */
int example_queue(struct queue *queue, int number)
{
	struct entry *entry = kzalloc(sizeof(*entry), GFP_KERNEL);

	if (!entry)
		return -ENOMEM;
	entry->number = number;
	list_add_tail(&entry->link, &queue->entries);
	return 0;
}

void example_drop(struct entry *entry)
{
	list_del(&entry->link);
	kfree(entry);
}
