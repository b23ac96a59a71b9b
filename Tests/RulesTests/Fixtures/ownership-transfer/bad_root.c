#define TREE_6_12
#include <linux/dcache.h>

int example_fill_super(struct super_block *sb)
{
	struct inode *root = new_inode(sb);

	if (!root)
		return -ENOMEM;
	sb->s_fs_info = d_make_root(root);
	if (!sb->s_fs_info) {
		iput(root); // want ownership-transfer "d_make_root"
		return -ENOMEM;
	}
	return 0;
}
