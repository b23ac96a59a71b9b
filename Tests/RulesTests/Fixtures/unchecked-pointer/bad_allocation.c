#define TREE_6_12
#include <linux/slab.h>

struct box {
	int n;
};

struct box *example_make(int n)
{
	struct box *box = kmalloc(sizeof(*box), GFP_KERNEL);

	box->n = n; // want unchecked-pointer "kmalloc"
	return box;
}
