#define TREE_6_12
#include <linux/slab.h>

struct queue {
	void *table;
	int n;
};

struct device {
	struct queue queue;
	char *name;
};

struct device *device_alloc(void)
{
	struct device *device = kzalloc(sizeof(*device), GFP_KERNEL);
	void *table;

	if (!device)
		return NULL;
	table = kmalloc(64, GFP_KERNEL);
	if (!table) {
		kfree(device);
		return NULL;
	}
	device->queue.table = table;
	device->name = kmalloc(16, GFP_KERNEL);
	return device;
}

void device_free(struct device *device)
{
	kfree(device->name);
	kfree(device); // want heap-balance "'table' is freed nowhere"
}
