#define TREE_6_12
#include <linux/dcache.h>
#include <linux/mutex.h>

static struct mutex example_mutex;
static int example_deleted;

/* d_lock is held. */
static int example_delete(const struct dentry *dentry) // note "dentry_operations.d_delete is called with d_lock held"
{
	mutex_lock(&example_mutex); // want sleep-in-atomic "mutex_lock() may sleep, and example_delete() must not"
	example_deleted++;
	mutex_unlock(&example_mutex);
	return 1;
}

const struct dentry_operations example_operations = {
	.d_delete = example_delete,
};
