#define TREE_6_12
#include <linux/dcache.h>

int prepare(struct inode *inode);

/* The second failure forgets what the first remembers. */
int example_create(struct super_block *sb, struct dentry *dentry)
{
	struct inode *inode;
	int err;

	inode = new_inode(sb); // want reference-balance "new_inode"
	if (!inode)
		return -ENOMEM;
	if (!sb->s_fs_info) {
		iput(inode);
		return -EIO;
	}
	if (sb->s_flags & 1)
		return -EINVAL; // note "returns here"
	d_add(dentry, inode);
	return 0;
}
