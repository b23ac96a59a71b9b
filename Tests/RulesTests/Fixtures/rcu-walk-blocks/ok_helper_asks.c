#define TREE_6_12
#include <linux/dcache.h>
#include <linux/mutex.h>

static struct mutex example_mutex;
static int example_generation;

/* The helper itself looks at the mode. */
static int example_refresh(struct inode *inode, int mask)
{
	if (mask & MAY_NOT_BLOCK)
		return -ECHILD;
	mutex_lock(&example_mutex);
	example_generation++;
	mutex_unlock(&example_mutex);
	return 0;
}

static int example_permission(struct inode *inode, int mask)
{
	int err = example_refresh(inode, mask); // ok rcu-walk-blocks

	if (err == -ECHILD)
		return err;
	return inode->i_mode & mask & MAY_EXEC ? 0 : -EACCES;
}

const struct inode_operations example_inode_operations = {
	.permission = example_permission,
};
