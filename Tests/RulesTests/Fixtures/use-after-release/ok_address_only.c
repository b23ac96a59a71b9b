#define TREE_6_12
#include <linux/slab.h>

int example_forget(char *old, char **slot)
{
	bool same = *slot == old;

	kfree(old);
	if (same)
		*slot = NULL;
	pr_debug("freed %p", old);
	return 0;
}
