#define TREE_6_12
#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct group {
	spinlock_t lock;
	struct mutex work_lock;
	int queued;
	int ready;
};

static void group_cancel(struct group *group)
{
	mutex_lock(&group->work_lock); // note "mutex_lock() may sleep"
	group->queued = 0;
	mutex_unlock(&group->work_lock);
}

/* Here it is the way that is meant on which the lock is taken. */
void example_cancel(struct group *group)
{
	spin_lock(&group->lock);
	if (WARN_ON(!group->queued || !group->ready))
		goto out;
	group_cancel(group); // want sleep-in-atomic "group_cancel() may sleep"
out:
	spin_unlock(&group->lock);
}

/* A warning says something of what it asks, and nothing of what comes after both of its answers. */
void example_asked(struct group *group)
{
	spin_lock(&group->lock);
	WARN_ON(group->ready);
	group_cancel(group); // want sleep-in-atomic "group_cancel() may sleep"
	spin_unlock(&group->lock);
}
