#define TREE_6_12
#include <linux/slab.h>

int step(int n);

/* The condition is the wrong way round: success leaks. */
int example_work(int n)
{
	int *data = kmalloc(n, GFP_KERNEL); // want heap-balance "data"
	int err = 0;

	if (!data)
		return -ENOMEM;
	data[0] = n;
	if (n < 0)
		err = -EINVAL;
	if (err)
		kfree(data);
	return err;
}
