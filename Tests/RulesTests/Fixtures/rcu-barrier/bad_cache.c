#define TREE_6_12
#include <linux/fs.h>
#include <linux/rcupdate.h>

struct example_inode {
	struct inode inode;
};

static struct kmem_cache *example_cache;
struct file_system_type;
extern struct file_system_type example_type;

static void example_free_inode(struct inode *inode) // note "runs after a grace period"
{
	kmem_cache_free(example_cache, container_of(inode, struct example_inode, inode));
}

const struct super_operations example_super = {
	.free_inode = example_free_inode,
};

static void example_cleanup(void)
{
	unregister_filesystem(&example_type);
	/* Waits for readers only. */
	synchronize_rcu();
	kmem_cache_destroy(example_cache); // want rcu-barrier "the cache is destroyed without rcu_barrier()"
}

static void example_exit(void)
{
	example_cleanup();
}
module_exit(example_exit)
