#define TREE_6_12
#include <linux/fs.h>
#include <linux/rcupdate.h>

struct example_device {
	int state;
	union {
		struct rcu_head rcu;
		int fd;
	};
};

static int example_release(struct inode *inode, struct file *file)
{
	struct example_device *device = file->private_data; // note "found in memory"

	device->state = 0;
	kfree(device); // want rcu-free "kfree() frees struct example_device"
	return 0;
}

const struct file_operations example_operations = {
	.release = example_release,
};
