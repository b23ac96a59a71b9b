#define TREE_6_12
#include <linux/slab.h>

int stream_read(void *store, char **buf);
int stream_write(void *store, const char *buf, int length);

/* What was there before memory was allocated is other memory. */
int example_truncate(void *store, int length)
{
	char *old = NULL, *new;
	int err;

	err = stream_read(store, &old);
	if (err < 0)
		return err;
	new = kzalloc(length, GFP_KERNEL); // ok heap-balance
	if (!new) {
		kfree(old);
		return -ENOMEM;
	}
	memcpy(new, old, length);
	err = stream_write(store, new, length);
	if (new != old)
		kfree(old);
	kfree(new);
	return err;
}

/* Two allocations are two pieces of memory. */
int example_swap(void *store, int length)
{
	char *first = kmalloc(length, GFP_KERNEL); // ok heap-balance
	char *second = kmalloc(length, GFP_KERNEL); // ok heap-balance
	int err = -ENOMEM;

	if (first && second)
		err = stream_write(store, first, length);
	if (first != second)
		kfree(second);
	kfree(first);
	return err;
}
