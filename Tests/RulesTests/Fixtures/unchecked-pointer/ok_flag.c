#define TREE_6_12
#include <linux/slab.h>

struct box {
	int n;
};

/* The flag says whether there is one. */
int example_count(bool wanted)
{
	struct box *box = NULL;
	int n = 0;

	if (wanted) {
		box = kmalloc(sizeof(*box), GFP_KERNEL);
		if (!box)
			return -ENOMEM;
	}
	if (wanted)
		box->n = 1;
	kfree(box);
	return n;
}
