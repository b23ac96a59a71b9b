#define TREE_6_12
#include <linux/slab.h>

struct item {
	struct item *next;
	int n;
};

void example_free_all(struct item *item)
{
	while (item) {
		kfree(item);
		item = item->next; // want use-after-release "kfree"
	}
}
