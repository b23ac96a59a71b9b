#define TREE_6_12
#include <linux/fuse_duties.h>

/* The inode's own times are written back: nobody asks for a change here. */
static int example_send(struct inode *inode)
{
	struct fuse_args args = { .opcode = FUSE_SETATTR, .nodeid = inode->i_ino };

	return fuse_simple_request(get_fuse_mount(inode), &args); // ok setattr-prepare
}

static int example_flush(struct file *file, void *id)
{
	return fuse_is_bad(file_inode(file)) ? -EIO : example_send(file_inode(file));
}

/* Nothing is changed. */
static int example_setattr(struct mnt_idmap *idmap, struct dentry *dentry, struct iattr *attr)
{
	return attr->ia_valid ? -EPERM : 0;
}

const struct file_operations example_file_operations = {
	.flush = example_flush,
};

const struct inode_operations example_inode_operations = {
	.setattr = example_setattr,
};
