#define TREE_6_12
#include <linux/fuse_lookup.h>

struct fuse_node {
	u64 nodeid;
};

/* No reply: whoever has the nodeid already has the count for it. */
int example_submount(struct super_block *sb, struct fuse_node *parent)
{
	struct inode *root = fuse_iget(sb, parent->nodeid, 0); // ok lookup-count

	if (!root)
		return -ENOMEM;
	iput(root);
	return 0;
}
