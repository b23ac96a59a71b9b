#define TREE_6_12
#include <linux/slab.h>

static int buffer_get(void **where, int size)
{
	void *buffer = kmalloc(size, GFP_KERNEL);

	if (!buffer)
		return -ENOMEM;
	*where = buffer;
	return 0;
}

int example_read(int size, int flags)
{
	void *buffer;
	int err = buffer_get(&buffer, size); // want heap-balance "buffer_get"

	if (err)
		return err;
	if (flags & 1)
		return -EINVAL;
	kfree(buffer);
	return 0;
}
