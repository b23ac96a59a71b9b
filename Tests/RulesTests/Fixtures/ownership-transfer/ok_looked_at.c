#define TREE_6_12
#include <linux/dcache.h>

int example_fill_super(struct super_block *sb)
{
	struct inode *root = new_inode(sb);
	struct dentry *dentry;

	if (!root)
		return -ENOMEM;
	dentry = d_make_root(root);
	if (!dentry)
		return -ENOMEM;
	sb->s_fs_info = dentry;
	root->i_size = 0;
	return 0;
}
