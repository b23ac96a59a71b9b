#define TREE_6_12
#include <linux/dcache.h>
#include <linux/slab.h>

static int example_revalidate(struct dentry *dentry, unsigned int flags)
{
	struct dentry *parent;
	int valid;

	if (flags & LOOKUP_RCU)
		return -ECHILD;
	parent = dget_parent(dentry);
	valid = parent->d_inode != NULL;
	dput(parent); // ok rcu-walk-blocks
	return valid;
}

const struct dentry_operations example_operations = {
	.d_revalidate = example_revalidate,
};
