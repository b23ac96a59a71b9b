#define TREE_6_12
#include <linux/dcache.h>
#include <linux/mutex.h>

#define EXAMPLE_ONCE(where, what) (*(volatile int *)&(where) = (what))
#define WRITE_ONCE(where, what) EXAMPLE_ONCE(where, what)

struct example_inode {
	struct inode inode;
	int hint;
	int uses;
	int seen;
};

/* A hint, and a counter that has its lock. */
static int example_permission(struct inode *inode, int mask)
{
	struct example_inode *own = container_of(inode, struct example_inode, inode);

	WRITE_ONCE(own->hint, mask); // ok rcu-walk-changes
	spin_lock(&inode->i_lock);
	own->uses++; // ok rcu-walk-changes
	spin_unlock(&inode->i_lock);
	own->seen = 1; // want rcu-walk-changes "'example_inode.seen' is changed in RCU walk"
	return 0;
}

const struct inode_operations example_inode_operations = {
	.permission = example_permission,
};
