#define TREE_6_12
#include <linux/list.h>
#include <linux/slab.h>

struct small {
	int bytes;
	struct list_head list;
};

struct large {
	long bytes[8];
	struct list_head list;
};

struct pool {
	spinlock_t lock;
	struct list_head idle;
};

extern int cpus, idle;

static void workspace_free(int kind, struct list_head *ws)
{
	switch (kind) {
	case 0:
		kfree(container_of(ws, struct small, list));
		break;
	default:
		kfree(container_of(ws, struct large, list));
	}
}

/* Each kind frees the struct that its list is in; what is idle is kept. */
void example_put(struct pool *pool, int kind, struct list_head *ws)
{
	spin_lock(&pool->lock);
	if (idle <= cpus) {
		list_add(ws, &pool->idle);
		idle++;
		spin_unlock(&pool->lock);
		return; // ok heap-balance
	}
	spin_unlock(&pool->lock);
	workspace_free(kind, ws);
}
