#define TREE_6_12
#include <linux/slab.h>

int example_two(int n)
{
	char *a = kmalloc(n, GFP_KERNEL);
	char *b;

	if (!a)
		return -ENOMEM;
	b = kmalloc(n, GFP_KERNEL);
	if (!b) {
		kfree(a);
		goto out;
	}
	kfree(b);
out:
	kfree(a); // want double-release "kfree"
	return 0;
}
