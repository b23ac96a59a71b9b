#define TREE_6_12
#include <linux/fuse_backing.h>

struct example_poll {
	struct file *file;
};

/* Nothing is read or written through it. */
static long example_ioctl(struct file *device, unsigned int command, unsigned long argument)
{
	struct example_poll *poll = device->private_data;

	poll->file = fget_raw(argument); // ok backing-file
	return poll->file ? 0 : -EBADF;
}

const struct file_operations example_operations = {
	.unlocked_ioctl = example_ioctl,
};
