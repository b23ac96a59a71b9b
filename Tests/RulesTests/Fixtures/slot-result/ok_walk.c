#define TREE_6_12
#include <linux/fuse_request.h>

#define LOOKUP_OPEN 0x100u

int example_ask(struct inode *inode);
struct inode *example_real(struct inode *inode);

static int example_revalidate(struct dentry *dentry, unsigned int flags)
{
	int ret = -ECHILD;

	if (!(flags & LOOKUP_OPEN) && flags & LOOKUP_RCU)
		goto out;
	if (flags & LOOKUP_RCU)
		return -ECHILD; // ok slot-result
	ret = example_ask(dentry->d_inode) ? 0 : 1;
out:
	return ret;
}

/* The helper asks by itself. */
static int example_check(struct inode *inode, int mask)
{
	if (mask & MAY_NOT_BLOCK)
		return -ECHILD; // ok slot-result
	return example_ask(inode);
}

static int example_permission(struct inode *inode, int mask)
{
	struct inode *real = example_real(inode);

	if (!real) {
		WARN_ON(!(mask & MAY_NOT_BLOCK));
		return -ECHILD; // ok slot-result
	}
	if (!(mask & MAY_NOT_BLOCK) && fuse_is_bad(inode))
		return -EIO;
	return example_check(inode, mask);
}

const struct dentry_operations example_dentry_operations = {
	.d_revalidate = example_revalidate,
};

const struct inode_operations example_inode_operations = {
	.permission = example_permission,
};
