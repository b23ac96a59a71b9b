#define TREE_6_12
#include <linux/dcache.h>

struct dentry *example_lookup(struct super_block *sb, struct dentry *dentry)
{
	struct inode *inode = new_inode(sb);
	struct dentry *found;

	if (!inode)
		return ERR_PTR(-ENOMEM);
	found = d_splice_alias(inode, dentry);
	if (IS_ERR(found))
		iput(inode); // want ownership-transfer "d_splice_alias"
	return found;
}
