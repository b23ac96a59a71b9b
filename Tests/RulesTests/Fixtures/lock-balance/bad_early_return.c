#define TREE_6_12
#include <linux/mutex.h>

struct box {
	struct mutex lock;
	int n;
};

int example_set(struct box *box, int n)
{
	mutex_lock(&box->lock); // want lock-balance "mutex_lock"
	if (n < 0)
		return -EINVAL; // note "returns here"
	box->n = n;
	mutex_unlock(&box->lock);
	return 0;
}
