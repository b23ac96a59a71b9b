#define TREE_6_12
#include <linux/dcache.h>

int example_create(struct super_block *sb, struct dentry *dentry)
{
	struct inode *inode;
	struct dentry *parent;
	int err = -ENOMEM;

	inode = new_inode(sb);
	if (!inode)
		goto out;
	parent = dget_parent(dentry);
	err = -EIO;
	if (!parent->d_inode)
		goto out_parent;
	if (sb->s_flags & 1)
		goto out_parent;
	dput(parent);
	d_add(dentry, inode);
	return 0;

out_parent:
	dput(parent);
	iput(inode);
out:
	return err;
}
