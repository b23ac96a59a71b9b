#define TREE_6_12
#include <linux/list.h>
#include <linux/slab.h>

struct item {
	int bytes;
	refcount_t refs;
	struct list_head list;
};

struct items {
	struct list_head head;
};

/* It may take a share of its own. */
void queue(struct item *item);

static void item_put(struct item *item)
{
	if (refcount_dec_and_test(&item->refs))
		kfree(item);
}

int example_first(struct items *items)
{
	struct item *item = container_of(items->head.next, struct item, list);

	refcount_inc(&item->refs);
	queue(item);
	item_put(item);
	return item->bytes; // ok use-after-release
}
