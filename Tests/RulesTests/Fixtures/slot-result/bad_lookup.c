#define TREE_6_12
#include <linux/fuse_request.h>

struct inode *example_find(struct inode *dir, struct dentry *dentry);
int example_mkdir(struct inode *dir, struct dentry *dentry, umode_t mode);

static struct inode *example_get(struct inode *dir, struct dentry *dentry)
{
	struct inode *inode = example_find(dir, dentry);

	if (!inode)
		return ERR_PTR(-ENOENT); // want slot-result "-ENOENT is returned from inode_operations.lookup"
	return inode;
}

static struct dentry *example_lookup(struct inode *dir, struct dentry *dentry, unsigned int flags)
{
	struct inode *inode = example_get(dir, dentry);

	if (IS_ERR(inode))
		return (struct dentry *)inode; // note "example_lookup() returns it here"
	return d_splice_alias(inode, dentry);
}

/* The server has told that there is no such name. */
static struct dentry *example_ask(struct inode *dir, struct dentry *dentry, unsigned int flags)
{
	struct fuse_args args = { .opcode = 1 };
	int err = fuse_simple_request(get_fuse_mount(dir), &args); // want slot-result "the server may answer -ENOENT"

	if (err == -EAGAIN)
		err = -EIO;
	if (err)
		return ERR_PTR(err);
	return d_splice_alias(example_find(dir, dentry), dentry);
}

const struct inode_operations example_dir_operations = {
	.lookup = example_lookup,
	.mkdir = example_mkdir,
};

const struct inode_operations example_asking_dir_operations = {
	.lookup = example_ask,
	.mkdir = example_mkdir,
};
