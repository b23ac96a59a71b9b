#define TREE_6_12
#include <linux/fs.h>
#include <linux/rcupdate.h>

struct example_inode {
	struct inode inode;
	int version;
};

static struct kmem_cache *example_cache;

/* Called at once; ->free_inode() is what waits. */
static void example_destroy_inode(struct inode *inode) // note "is given 'inode'"
{
	struct example_inode *ei = container_of(inode, struct example_inode, inode);

	ei->version = 0;
	kmem_cache_free(example_cache, ei); // want rcu-free "it holds the inode 'inode'"
}

const struct super_operations example_super = {
	.destroy_inode = example_destroy_inode,
};
