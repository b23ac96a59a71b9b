#define TREE_6_12
#include <linux/file.h>
#include <linux/slab.h>

static int find(int key)
{
	return key < 0 ? -EINVAL : key == 7 ? -ENOENT : 0;
}

int example_absent_is_fine(int key)
{
	int err = find(key); // ok lost-error

	if (err == -ENOENT)
		return 0;
	return err;
}

int example_fallback(int key)
{
	int err = find(key); // ok lost-error

	if (err)
		err = find(-key);
	return err;
}
