#define TREE_6_12
#include <linux/list.h>
#include <linux/slab.h>

struct group {
	struct list_head list;
	refcount_t refs;
	int bytes;
};

struct groups {
	spinlock_t lock;
	spinlock_t other;
	struct group *first;
};

static struct group *group_find(struct groups *groups)
{
	struct group *group;

	spin_lock(&groups->lock);
	group = groups->first;
	if (group)
		refcount_inc(&group->refs);
	spin_unlock(&groups->lock);
	return group;
}

static void group_put(struct group *group)
{
	if (refcount_dec_and_test(&group->refs))
		kfree(group);
}

static void group_unlink(struct groups *groups, struct group *group)
{
	spin_lock(&groups->lock);
	list_del(&group->list);
	spin_unlock(&groups->lock);
}

/* One share was the list's, the other is the one that came with the lookup. */
int example_remove(struct groups *groups)
{
	struct group *group = group_find(groups);
	int bytes;

	if (!group)
		return -ENOENT;
	group_unlink(groups, group);
	group_put(group);
	bytes = group->bytes; // ok use-after-release
	group_put(group);
	return bytes;
}

int is_locked(spinlock_t *lock);

/* What is not there to be seen could have found the group, too: its shares are not counted any more. */
int example_remove_unless_locked(struct groups *groups)
{
	struct group *group = group_find(groups);
	int bytes;

	if (!group)
		return -ENOENT;
	if (is_locked(&groups->other)) {
		group_put(group);
		return -EBUSY;
	}
	group_unlink(groups, group);
	group_put(group);
	bytes = group->bytes; // ok use-after-release
	group_put(group);
	return bytes;
}
