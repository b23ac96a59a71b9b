#define TREE_6_12
#include <linux/mutex.h>

struct box {
	struct mutex lock;
	struct mutex other;
	int n;
};

void example_set(struct box *box, int n)
{
	mutex_lock(&box->lock);
	mutex_lock(&box->other);
	if (n)
		mutex_lock(&box->lock); // want lock-balance "again"
	box->n = n;
	mutex_unlock(&box->other);
	mutex_unlock(&box->lock);
}

void example_clear(struct box *box)
{
	mutex_lock(&box->lock);
	box->n = 0;
	mutex_unlock(&box->lock);
	mutex_unlock(&box->lock); // want lock-balance "before"
}
