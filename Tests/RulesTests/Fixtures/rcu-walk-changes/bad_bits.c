#define TREE_6_12
#include <linux/dcache.h>

void clear_bit(long number, unsigned long *address);

struct example_dentry {
	unsigned long state;
};

/* One flag more than RCU walk: the test does not tell. */
static int example_revalidate(struct dentry *dentry, unsigned int flags)
{
	struct example_dentry *own = dentry->d_fsdata;

	if (flags & LOOKUP_REVAL)
		return flags & (LOOKUP_RCU | LOOKUP_REVAL) ? -ECHILD : 0;
	clear_bit(1, &own->state); // want rcu-walk-changes "clear_bit() changes 'example_dentry.state' in RCU walk"
	return 1;
}

const struct dentry_operations example_operations = {
	.d_revalidate = example_revalidate,
};
