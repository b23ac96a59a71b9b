#define TREE_6_12
#include <linux/slab.h>

struct box {
	void *data;
	int busy;
};

static void box_free(struct box *box)
{
	kfree(box->data);
	if (box->busy)
		return; // want heap-balance "box_free() frees"
	kfree(box);
}

int example_try(int n)
{
	struct box *box = kzalloc(sizeof(*box), GFP_KERNEL);

	if (!box)
		return -ENOMEM;
	box->data = kmalloc(n, GFP_KERNEL);
	box->busy = n;
	box_free(box);
	return 0;
}
