#define TREE_6_12
#include <linux/fuse_request.h>

struct inode *example_find(struct inode *dir, struct dentry *dentry);
int example_mkdir(struct inode *dir, struct dentry *dentry, umode_t mode);

/* Nobody makes names here. */
static struct dentry *example_fixed_lookup(struct inode *dir, struct dentry *dentry, unsigned int flags)
{
	struct inode *inode = example_find(dir, dentry);

	if (!inode)
		return ERR_PTR(-ENOENT); // ok slot-result
	return d_splice_alias(inode, dentry);
}

static int example_ask(struct inode *dir)
{
	struct fuse_args args = { .opcode = 1 };
	int err = fuse_simple_request(get_fuse_mount(dir), &args);

	if (!err && !args.nodeid)
		err = -ENOENT; // ok slot-result
	return err;
}

static struct dentry *example_lookup(struct inode *dir, struct dentry *dentry, unsigned int flags)
{
	struct inode *inode = NULL;
	int err = example_ask(dir);

	if (err == -ENOENT)
		goto negative;
	if (err < 0)
		return ERR_PTR(err);
	inode = example_find(dir, dentry);
	if (PTR_ERR(inode) == -ENOENT)
		inode = NULL;
	else if (IS_ERR(inode))
		return ERR_PTR(PTR_ERR(inode));
negative:
	return d_splice_alias(inode, dentry);
}

const struct inode_operations example_fixed_operations = {
	.lookup = example_fixed_lookup,
};

const struct inode_operations example_dir_operations = {
	.lookup = example_lookup,
	.mkdir = example_mkdir,
};
