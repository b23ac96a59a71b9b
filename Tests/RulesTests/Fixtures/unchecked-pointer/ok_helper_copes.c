#define TREE_6_12
#include <linux/slab.h>

struct box {
	int n;
};

static int box_fill(struct box *box, int n)
{
	if (!box)
		return -ENOMEM;
	box->n = n;
	return 0;
}

int example_make(int n, struct box **out)
{
	struct box *box = kmalloc(sizeof(*box), GFP_KERNEL);

	*out = box;
	return box_fill(box, n); // ok unchecked-pointer
}
