#define TREE_6_12
#include <linux/slab.h>

int *example_copy(const int *from, int n)
{
	int *to = kmalloc(n * sizeof(*to), GFP_KERNEL);

	memcpy(to, from, n * sizeof(*to)); // want unchecked-pointer "kmalloc"
	return to;
}
