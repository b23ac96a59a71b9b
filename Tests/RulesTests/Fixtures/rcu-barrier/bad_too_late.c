#define TREE_6_12
#include <linux/fs.h>
#include <linux/rcupdate.h>

struct example_inode {
	struct inode inode;
};

static struct kmem_cache *example_cache;

static void example_free_inode(struct inode *inode)
{
	kmem_cache_free(example_cache, container_of(inode, struct example_inode, inode));
}

const struct super_operations example_super = {
	.free_inode = example_free_inode,
};

static void example_exit(void) // note "the module's exit is example_exit()"
{
	kmem_cache_destroy(example_cache); // want rcu-barrier "without rcu_barrier()"
	rcu_barrier();
}
module_exit(example_exit)
