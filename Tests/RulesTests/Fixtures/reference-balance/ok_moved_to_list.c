#define TREE_6_12
#include <linux/list.h>

struct group {
	struct list_head list;
	refcount_t refs;
};

struct groups {
	spinlock_t lock;
	struct list_head discard;
};

int list_empty(const struct list_head *head);
void list_move_tail(struct list_head *entry, struct list_head *head);

/* The share that is taken is the list's. */
static void groups_add(struct groups *groups, struct group *group)
{
	if (list_empty(&group->list))
		refcount_inc(&group->refs); // ok reference-balance
	list_move_tail(&group->list, &groups->discard);
}

void example_discard(struct groups *groups, struct group *group)
{
	spin_lock(&groups->lock);
	groups_add(groups, group);
	spin_unlock(&groups->lock);
}
