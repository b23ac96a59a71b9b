#define TREE_6_12
#include <linux/mutex.h>

struct box {
	struct mutex lock;
	int n;
};

int example_set(struct box *box, int n)
{
	guard_mutex(&box->lock);
	if (n < 0)
		return -EINVAL;
	box->n = n;
	return 0;
}
