#define TREE_6_12
#include <linux/fuse_duties.h>

static void example_fill(struct fuse_args *args, struct inode *inode)
{
	args->opcode = FUSE_SETATTR;
	args->nodeid = inode->i_ino;
}

static int example_do_setattr(struct inode *inode, struct iattr *attr)
{
	struct fuse_args args = {};

	if (!(attr->ia_valid & ATTR_MODE))
		return 0;
	example_fill(&args, inode);
	return fuse_simple_request(get_fuse_mount(inode), &args); // want setattr-prepare "example_setattr() has not had"
}

/* The server is asked first, and the caller is refused when it is done. */
static int example_setattr(struct mnt_idmap *idmap, struct dentry *dentry, struct iattr *attr)
{
	int err = example_do_setattr(d_inode(dentry), attr); // note "example_setattr() calls example_do_setattr()"

	if (!err)
		err = setattr_prepare(idmap, dentry, attr);
	return err;
}

const struct inode_operations example_inode_operations = {
	.setattr = example_setattr, // note "inode_operations.setattr is example_setattr()"
};
