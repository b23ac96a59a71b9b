#define TREE_6_12
#include <linux/fuse_request.h>

int example_ask(struct inode *inode);
const char *example_read(struct inode *inode);

/* The error of RCU walk is still there when the walk is none. */
static int example_revalidate(struct dentry *dentry, unsigned int flags)
{
	int ret = 1;

	if (!dentry->d_fsdata) {
		ret = -ECHILD; // want slot-result "-ECHILD is returned from dentry_operations.d_revalidate"
		if (flags & LOOKUP_RCU)
			goto out;
		if (!dentry->d_inode)
			goto out;
		ret = example_ask(dentry->d_inode) ? 0 : 1;
	}
out:
	return ret;
}

static int example_permission(struct inode *inode, int mask)
{
	bool in_walk = mask & MAY_NOT_BLOCK;

	if (!in_walk)
		return -ECHILD; // want slot-result "-ECHILD is returned from inode_operations.permission"
	return 0;
}

static const char *example_get_link(struct dentry *dentry, struct inode *inode, void *done)
{
	const char *text;

	if (!dentry)
		return ERR_PTR(-ECHILD); // ok slot-result
	text = example_read(inode);
	return text ? text : ERR_PTR(-ECHILD); // want slot-result "-ECHILD is returned from inode_operations.get_link"
}

const struct dentry_operations example_dentry_operations = {
	.d_revalidate = example_revalidate,
};

const struct inode_operations example_inode_operations = {
	.permission = example_permission,
	.get_link = example_get_link,
};
