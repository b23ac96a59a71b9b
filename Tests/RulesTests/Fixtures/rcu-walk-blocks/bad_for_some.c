#define TREE_6_12
#include <linux/dcache.h>
#include <linux/mutex.h>

static struct mutex example_mutex;

static int example_check(struct inode *inode, int mask)
{
	if (mask & MAY_EXEC) {
		mutex_lock(&example_mutex); // note "mutex_lock() may sleep"
		mutex_unlock(&example_mutex);
	}
	return 0;
}

static int example_permission(struct inode *inode, int mask)
{
	return example_check(inode, mask); // want rcu-walk-blocks "example_check() may sleep"
}

/* Out of RCU walk only. */
static int example_check_twice(struct inode *inode, int mask)
{
	if (!(mask & MAY_NOT_BLOCK)) {
		mutex_lock(&example_mutex);
		mutex_unlock(&example_mutex);
	}
	return 0;
}

static int example_other_permission(struct inode *inode, int mask)
{
	return example_check_twice(inode, mask); // ok rcu-walk-blocks
}

const struct inode_operations example_inode_operations = {
	.permission = example_permission,
};

const struct inode_operations example_other_operations = {
	.permission = example_other_permission,
};
