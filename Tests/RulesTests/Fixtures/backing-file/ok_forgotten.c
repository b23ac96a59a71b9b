#define TREE_6_12
#include <linux/fuse_backing.h>

/* No file is taken: one is given up. */
static long example_ioctl(struct file *device, unsigned int command, unsigned long argument)
{
	struct fuse_backing *backing = device->private_data;

	fput(backing->file); // ok backing-file
	return 0;
}

const struct file_operations example_operations = {
	.unlocked_ioctl = example_ioctl,
};
