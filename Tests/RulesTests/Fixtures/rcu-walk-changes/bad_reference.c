#define TREE_6_12
#include <linux/dcache.h>

static int example_ask(struct inode *inode, unsigned int flags)
{
	return flags & LOOKUP_RCU ? -ECHILD : 1;
}

static int example_revalidate(struct dentry *dentry, unsigned int flags) // note "d_revalidate is called in RCU walk"
{
	struct inode *inode = dentry->d_inode;
	int valid;

	if (!inode)
		return 0;
	ihold(inode); // want rcu-walk-changes "ihold() takes a reference to an inode in RCU walk"
	valid = example_ask(inode, flags);
	iput(inode); // ok rcu-walk-changes
	return valid;
}

const struct dentry_operations example_operations = {
	.d_revalidate = example_revalidate,
};
