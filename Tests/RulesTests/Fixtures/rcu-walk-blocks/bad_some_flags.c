#define TREE_6_12
#include <linux/dcache.h>

/* Leaves where all of two flags are set, and RCU walk alone does not. */
static int example_revalidate(struct dentry *dentry, unsigned int flags)
{
	struct dentry *parent;
	int valid;

	if ((flags & LOOKUP_RCU) && (flags & LOOKUP_REVAL))
		return -ECHILD;
	parent = dget_parent(dentry);
	valid = parent->d_inode != NULL;
	dput(parent); // want rcu-walk-blocks "dput() may sleep"
	return valid;
}

const struct dentry_operations example_operations = {
	.d_revalidate = example_revalidate,
};
