#define TREE_6_12
#include <linux/mutex.h>
#include <linux/list.h>

struct quota {
	struct mutex lock;
	struct list_head item;
};

struct item_ops {
	void (*release)(struct quota *quota);
};

static void quota_release(struct quota *quota)
{
	mutex_unlock(&quota->lock);
}

const struct item_ops quota_ops = {
	.release = quota_release,
};

struct trans {
	struct list_head items;
	const struct item_ops *ops;
};

static void trans_join(struct trans *trans, struct quota *quota)
{
	list_add(&quota->item, &trans->items);
}

static void quota_lock(struct quota *quota)
{
	mutex_lock(&quota->lock); // ok lock-balance
}

/* The transaction's end gives it up, by way of the method. */
int example_join(struct trans *trans, struct quota *quota, int limit)
{
	quota_lock(quota); // ok lock-balance
	trans_join(trans, quota);
	if (limit < 0)
		return -EINVAL;
	return 0;
}

static int example_modify(struct trans *trans, struct quota *quota)
{
	return example_join(trans, quota, 3);
}

struct quota_calls {
	int (*modify)(struct trans *trans, struct quota *quota);
};

const struct quota_calls example_calls = {
	.modify = example_modify,
};
