#define TREE_6_12
#include <linux/slab.h>

#define __GFP_NOFAIL 0x8000u

struct box {
	int n;
};

struct box *example_make(int n)
{
	struct box *box = kmalloc(sizeof(*box), GFP_KERNEL | __GFP_NOFAIL);

	box->n = n;
	return box;
}
