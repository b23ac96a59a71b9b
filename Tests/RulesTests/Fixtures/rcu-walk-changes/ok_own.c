#define TREE_6_12
#include <linux/dcache.h>
#include <linux/slab.h>

struct example_answer {
	int valid;
	struct inode *about;
};

static void example_fill(struct example_answer *answer, struct inode *inode)
{
	answer->valid = 1; // ok rcu-walk-changes
	answer->about = inode; // ok rcu-walk-changes
}

static int example_permission(struct inode *inode, int mask)
{
	struct example_answer answer, *more;
	int valid;

	example_fill(&answer, inode);
	more = kmalloc(sizeof(*more), GFP_ATOMIC);
	if (!more)
		return -ECHILD;
	example_fill(more, inode);
	valid = more->valid && answer.valid;
	kfree(more);
	return valid ? 0 : -EACCES;
}

const struct inode_operations example_inode_operations = {
	.permission = example_permission,
};
