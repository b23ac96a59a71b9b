#define TREE_6_12
#include <linux/slab.h>

int example_rounds(int n)
{
	int i;

	for (i = 0; i < n; i++) {
		char *p = kmalloc(n, GFP_KERNEL);

		if (!p)
			return -ENOMEM;
		kfree(p);
	}
	return 0;
}
