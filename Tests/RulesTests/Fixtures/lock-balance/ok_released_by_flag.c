#define TREE_6_12
#include <linux/mutex.h>

struct trans {
	int counted;
	int n;
};

struct device {
	struct mutex lock;
	int n;
};

void trans_fill(struct trans *trans, struct device *device);

static void trans_end(struct trans *trans, struct device *device)
{
	if (!trans->counted)
		return;
	mutex_unlock(&device->lock);
}

static void trans_mark(struct trans *trans)
{
	trans->counted = 1;
}

/* Whether it is the first of the two that gives up the lock, the transaction says. */
void example_commit(struct trans *one, struct trans *two, struct device *device)
{
	trans_mark(one);
	trans_fill(one, device);
	trans_fill(two, device);
	trans_end(one, device);
	trans_end(two, device); // ok lock-balance
}
