#define TREE_6_12
#include <linux/slab.h>

struct box {
	int n;
};

static void box_fill(struct box *box, int n)
{
	box->n = n;
}

struct box *example_make(int n)
{
	struct box *box = kmalloc(sizeof(*box), GFP_KERNEL);

	box_fill(box, n); // want unchecked-pointer "kmalloc"
	return box;
}
