#define TREE_6_12
#include <linux/slab.h>

struct box {
	void *data;
};

static void box_clear(struct box *box)
{
	kfree(box->data);
	box->data = NULL;
}

void example_clear(struct box *box)
{
	box_clear(box);
	kfree(box->data);
}
