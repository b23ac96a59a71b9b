#define TREE_6_12
#include <linux/fuse_duties.h>

/* A helper asks, and says so by what it returns. */
static bool example_may(struct mnt_idmap *idmap, struct dentry *dentry, struct iattr *attr)
{
	if (setattr_prepare(idmap, dentry, attr))
		return false;
	return true;
}

static int example_ask(struct inode *inode, u32 opcode)
{
	struct fuse_args args = { .opcode = opcode, .nodeid = inode->i_ino };

	return fuse_simple_request(get_fuse_mount(inode), &args); // ok setattr-prepare
}

static int example_setattr(struct mnt_idmap *idmap, struct dentry *dentry, struct iattr *attr)
{
	int err = example_ask(d_inode(dentry), 3);

	if (err)
		return err;
	if (!example_may(idmap, dentry, attr))
		return -EPERM;
	return example_ask(d_inode(dentry), FUSE_SETATTR);
}

const struct inode_operations example_inode_operations = {
	.setattr = example_setattr,
};
