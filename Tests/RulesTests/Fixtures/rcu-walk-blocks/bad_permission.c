#define TREE_6_12
#include <linux/dcache.h>
#include <linux/mutex.h>

static struct mutex example_mutex;
static int example_generation;

static int example_refresh(struct inode *inode)
{
	mutex_lock(&example_mutex); // note "mutex_lock() may sleep"
	example_generation++;
	mutex_unlock(&example_mutex);
	return 0;
}

static int example_permission(struct inode *inode, int mask)
{
	if (mask & MAY_EXEC) {
		int err = example_refresh(inode); // want rcu-walk-blocks "example_refresh() may sleep"

		if (err)
			return err;
	}
	if (mask & MAY_NOT_BLOCK)
		return -ECHILD;
	return example_refresh(inode); // ok rcu-walk-blocks
}

const struct inode_operations example_inode_operations = {
	.permission = example_permission,
};
