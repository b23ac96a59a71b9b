#define TREE_6_12
#include <linux/dcache.h>
#include <linux/mutex.h>

struct example_dentry {
	int uses;
	unsigned long when;
};

static void example_use(struct dentry *dentry)
{
	struct example_dentry *own = dentry->d_fsdata;

	spin_lock(&dentry->d_inode->i_lock);
	own->uses++; // ok rcu-walk-changes
	spin_unlock(&dentry->d_inode->i_lock);
}

static int example_revalidate(struct dentry *dentry, unsigned int flags)
{
	struct example_dentry *own = dentry->d_fsdata;
	unsigned long when = own->when;

	example_use(dentry);
	own->when = when; // ok rcu-walk-changes
	return 1;
}

const struct dentry_operations example_operations = {
	.d_revalidate = example_revalidate,
};
