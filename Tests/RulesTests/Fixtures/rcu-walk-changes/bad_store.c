#define TREE_6_12
#include <linux/dcache.h>

struct example_inode {
	struct inode inode;
	int asked;
	unsigned long state;
};

static struct example_inode *example(struct inode *inode)
{
	return container_of(inode, struct example_inode, inode);
}

/* Asks for the mode when it is done. */
static int example_count(struct inode *inode, int mask)
{
	struct example_inode *own = example(inode);

	own->asked++; // want rcu-walk-changes "'example_inode.asked' is changed in RCU walk"
	if (mask & MAY_NOT_BLOCK)
		return -ECHILD;
	own->asked = 0; // ok rcu-walk-changes
	return 0;
}

static int example_permission(struct inode *inode, int mask)
{
	if (mask & MAY_EXEC)
		return example_count(inode, mask); // note "example_permission() calls example_count()"
	return 0;
}

static const char *example_get_link(struct dentry *dentry, struct inode *inode, void *done)
{
	example(inode)->asked = 1; // want rcu-walk-changes "'example_inode.asked' is changed in RCU walk"
	if (!dentry)
		return ERR_PTR(-ECHILD);
	example(inode)->asked = 2; // ok rcu-walk-changes
	return inode->i_private;
}

const struct inode_operations example_inode_operations = {
	.permission = example_permission, // note "inode_operations.permission is example_permission()"
	.get_link = example_get_link,
};
