#define TREE_6_12
#include <linux/dcache.h>
#include <linux/mutex.h>

static struct mutex example_mutex;
static int example_generation;

static int example_permission(struct inode *inode, int mask)
{
	bool may_wait = !(mask & MAY_NOT_BLOCK);
	int err = 0;

	if (!may_wait) {
		if (example_generation == 0)
			err = -ECHILD;
	} else {
		mutex_lock(&example_mutex); // ok rcu-walk-blocks
		example_generation++;
		mutex_unlock(&example_mutex);
	}
	return err;
}

const struct inode_operations example_inode_operations = {
	.permission = example_permission,
};
