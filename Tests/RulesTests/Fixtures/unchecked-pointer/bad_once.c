#define TREE_6_12
#include <linux/slab.h>

struct node {
	int size;
	int flags;
};

/* One call, one finding: where the result is first followed. */
int example_make(int size)
{
	struct node *node = kzalloc(sizeof(*node), GFP_KERNEL);
	int flags;

	if (size > 8)
		node->size = size; // want unchecked-pointer "kzalloc"
	else
		node->flags = size; // ok unchecked-pointer
	flags = node->flags; // ok unchecked-pointer
	kfree(node);
	return flags;
}
