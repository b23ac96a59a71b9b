#define TREE_6_12
#include <linux/fs.h>
#include <linux/rcupdate.h>

struct example_table {
	int size;
	struct rcu_head rcu;
};

struct example_work {
	/* For task_work_add(), not for RCU. */
	struct callback_head work;
};

static struct example_table *example_current;
static struct example_work *example_pending;

void example_resize(struct example_table *table)
{
	struct example_table *old = example_current;

	example_current = table;
	table->size = old->size * 2;
	synchronize_rcu();
	kfree(old); // ok rcu-free
}

void example_cancel(void)
{
	kfree(example_pending); // ok rcu-free
}
