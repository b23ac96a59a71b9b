#define TREE_6_12
#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct group {
	spinlock_t lock;
	struct mutex work_lock;
	int refs;
	int queued;
	int ready;
};

static void group_cancel(struct group *group)
{
	mutex_lock(&group->work_lock);
	group->queued = 0;
	mutex_unlock(&group->work_lock);
}

/* What is still queued here should not be: the warning says so, and what follows it is not the way that is meant. */
static void group_put(struct group *group)
{
	if (--group->refs == 0) {
		WARN_ON(group->ready > 0);
		if (WARN_ON(group->queued))
			group_cancel(group);
		kfree(group);
	}
}

void example_put(struct group *group)
{
	spin_lock(&group->lock);
	group_put(group); // ok sleep-in-atomic
	spin_unlock(&group->lock);
}

void example_cancel(struct group *group)
{
	spin_lock(&group->lock);
	if (!WARN_ON_ONCE(!group->queued || group->ready))
		group->queued++;
	else
		group_cancel(group); // ok sleep-in-atomic
	spin_unlock(&group->lock);
}
