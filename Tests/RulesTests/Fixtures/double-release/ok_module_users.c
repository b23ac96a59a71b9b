#define TREE_6_12
#include <linux/fs.h>

struct module;

struct driver {
	struct module *owner;
	int users;
};

struct part {
	struct driver *driver;
};

void module_put(struct module *module);

/* Each user of a driver has a share of its module, and none has a pointer of its own to it. */
static void driver_leave(struct driver *driver)
{
	driver->users--;
	module_put(driver->owner);
}

void example_close(struct part *part)
{
	driver_leave(part->driver); // ok double-release
	if (part->driver->users)
		driver_leave(part->driver); // ok double-release
}
