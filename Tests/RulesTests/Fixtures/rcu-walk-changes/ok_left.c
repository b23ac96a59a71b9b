#define TREE_6_12
#include <linux/dcache.h>

struct example_inode {
	struct inode inode;
	int asked;
};

static struct example_inode *example(struct inode *inode)
{
	return container_of(inode, struct example_inode, inode);
}

static int example_revalidate(struct dentry *dentry, unsigned int flags)
{
	struct dentry *parent;

	if (flags & (LOOKUP_RCU | LOOKUP_REVAL))
		return -ECHILD;
	parent = dget_parent(dentry); // ok rcu-walk-changes
	example(parent->d_inode)->asked++; // ok rcu-walk-changes
	dput(parent);
	return 1;
}

static int example_permission(struct inode *inode, int mask)
{
	mask &= MAY_EXEC | MAY_NOT_BLOCK;
	if (!(mask & MAY_NOT_BLOCK))
		example(inode)->asked++; // ok rcu-walk-changes
	return 0;
}

static const char *example_get_link(struct dentry *dentry, struct inode *inode, void *done)
{
	if (!dentry)
		return ERR_PTR(-ECHILD);
	example(inode)->asked++; // ok rcu-walk-changes
	return inode->i_private;
}

const struct dentry_operations example_operations = {
	.d_revalidate = example_revalidate,
};

const struct inode_operations example_inode_operations = {
	.permission = example_permission,
	.get_link = example_get_link,
};
