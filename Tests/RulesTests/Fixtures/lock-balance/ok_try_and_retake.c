#define TREE_6_12
#include <linux/mutex.h>

struct box {
	struct mutex lock;
	int n;
};

void wait_for(struct box *box);

int example_try(struct box *box)
{
	if (!mutex_trylock(&box->lock))
		return -EBUSY;
	while (box->n) {
		mutex_unlock(&box->lock);
		wait_for(box);
		mutex_lock(&box->lock);
	}
	mutex_unlock(&box->lock);
	return 0;
}

int example_killable(struct box *box)
{
	int err = mutex_lock_killable(&box->lock);

	if (err)
		return err;
	box->n = 1;
	mutex_unlock(&box->lock);
	return 0;
}
