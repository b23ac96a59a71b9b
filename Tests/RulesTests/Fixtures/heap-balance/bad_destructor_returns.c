#define TREE_6_12
#include <linux/slab.h>

extern bool keep_boxes;

struct box {
	void *data;
	int busy;
};

static void box_free(struct box *box)
{
	kfree(box->data);
	if (keep_boxes)
		return; // want heap-balance "not the object itself"
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

static void box_free_idle(struct box *box)
{
	if (box->busy)
		return;
	kfree(box->data);
	kfree(box);
}

/* What the destructor asks for is the caller's own doing. */
int example_busy(int n)
{
	struct box *box = kzalloc(sizeof(*box), GFP_KERNEL); // want heap-balance "kzalloc"

	if (!box)
		return -ENOMEM;
	box->busy = n;
	box_free_idle(box);
	return 0;
}

int example_idle(int n)
{
	struct box *box = kzalloc(sizeof(*box), GFP_KERNEL); // ok heap-balance

	if (!box)
		return -ENOMEM;
	box->data = kmalloc(n, GFP_KERNEL);
	box_free_idle(box);
	return 0;
}
