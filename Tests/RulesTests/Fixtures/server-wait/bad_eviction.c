#define TREE_6_12
#include <linux/fuse_request.h>

static void example_evict(struct inode *inode) // note "super_operations.evict_inode is called from reclaim"
{
	struct fuse_args args = { .opcode = 2, .nodeid = inode->i_ino };

	if (inode->i_size) // note "assuming 'inode->i_size' is not 0"
		fuse_simple_request(get_fuse_mount(inode), &args); // want server-wait "may be waiting for example_evict()"
}

const struct super_operations example_super_operations = {
	.evict_inode = example_evict,
};
