#define TREE_6_12
#include <linux/dcache.h>

void remember(struct inode *inode);

/* What code that is not seen was given may be kept there. */
int example_pass_on(struct super_block *sb)
{
	struct inode *inode = new_inode(sb);

	if (!inode)
		return -ENOMEM;
	remember(inode);
	return 0;
}
