#define TREE_6_12
#include <linux/fs.h>
#include <linux/rcupdate.h>

struct example_node {
	struct rcu_head rcu;
};

void example_drop(struct example_node *node)
{
	kfree_rcu(node, rcu);
}

static void example_exit(void)
{
} // ok rcu-barrier
module_exit(example_exit)
