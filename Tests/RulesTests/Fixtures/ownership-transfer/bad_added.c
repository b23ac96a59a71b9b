#define TREE_6_12
#include <linux/dcache.h>

int example_add(struct super_block *sb, struct dentry *dentry)
{
	struct inode *inode = new_inode(sb);

	if (!inode)
		return -ENOMEM;
	d_add(dentry, inode);
	if (dentry->d_fsdata)
		return 0;
	iput(inode); // want ownership-transfer "d_add"
	return -EIO;
}
