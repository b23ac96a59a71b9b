#define TREE_6_12
#include <linux/slab.h>

struct locks {
	struct opened *owner;
	int n;
};

struct opened {
	struct locks *locks;
	int count;
};

struct opened *example_open(void)
{
	struct opened *opened = kzalloc(sizeof(*opened), GFP_KERNEL);
	struct locks *locks;

	if (!opened)
		return NULL;
	locks = kzalloc(sizeof(*locks), GFP_KERNEL);
	if (!locks) {
		kfree(opened);
		return NULL;
	}
	locks->owner = opened;
	opened->locks = locks;
	return opened;
}

/* What the locks lead back to is who frees them. */
void example_close(struct opened *opened)
{
	kfree(opened->locks); // ok heap-balance
	kfree(opened);
}
