#define TREE_6_12
#include <linux/dcache.h>

struct inode *example_make(struct inode *dir, struct dentry *dentry);
void d_instantiate(struct dentry *dentry, struct inode *inode);

/* Whoever creates has the dentry to himself. */
static int example_unlink(struct inode *dir, struct dentry *dentry)
{
	d_instantiate(dentry, example_make(dir, dentry)); // ok banned-call
	return 0;
}

static struct dentry *example_lookup(struct inode *dir, struct dentry *dentry, unsigned int flags)
{
	return d_splice_alias(example_make(dir, dentry), dentry); // ok banned-call
}

const struct inode_operations example_dir_operations = {
	.lookup = example_lookup,
	.unlink = example_unlink,
};
