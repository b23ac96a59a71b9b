#define TREE_6_12
#include <linux/slab.h>

struct device {
	void *table;
	char *name;
	void *shared;
};

static void *pool;

struct device *device_alloc(void)
{
	struct device *device = kzalloc(sizeof(*device), GFP_KERNEL);

	if (!device)
		return NULL;
	device->table = kmalloc(64, GFP_KERNEL);
	device->name = kmalloc(16, GFP_KERNEL);
	device->shared = kmalloc(16, GFP_KERNEL);
	return device;
}

/* Freed by one who is not the destructor. */
void device_stop(struct device *device)
{
	kfree(device->table);
	device->table = NULL;
}

/* Moved to somebody else. */
void device_share(struct device *device)
{
	pool = device->shared;
	device->shared = NULL;
}

void device_free(struct device *device)
{
	kfree(device->name);
	kfree(device);
}
