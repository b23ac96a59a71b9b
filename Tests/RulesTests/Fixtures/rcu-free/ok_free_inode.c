#define TREE_6_12
#include <linux/fs.h>
#include <linux/rcupdate.h>

struct example_inode {
	struct inode inode;
	int version;
};

static struct kmem_cache *example_cache;

static struct inode *example_alloc_inode(struct super_block *sb)
{
	struct example_inode *ei = kmem_cache_alloc(example_cache, GFP_KERNEL);

	if (!ei)
		return NULL;
	if (!example_cache) {
		kmem_cache_free(example_cache, ei); // ok rcu-free
		return NULL;
	}
	ei->version = 1;
	return &ei->inode;
}

static void example_free_inode(struct inode *inode)
{
	kmem_cache_free(example_cache, container_of(inode, struct example_inode, inode)); // ok rcu-free
}

const struct super_operations example_super = {
	.alloc_inode = example_alloc_inode,
	.free_inode = example_free_inode,
};
