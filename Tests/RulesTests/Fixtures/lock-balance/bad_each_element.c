#define TREE_6_12
#include <linux/mutex.h>

struct queue {
	int n;
	struct mutex lock;
};

struct queues {
	int count;
	struct queue *list;
};

static void queues_stop(struct queues *queues)
{
	int i;

	for (i = 0; i < queues->count; i++) {
		mutex_lock(&queues->list[i].lock); // want lock-balance "mutex_lock"
		queues->list[i].n = 0;
	}
}

/* It is the callee that forgets the unlock. */
void example_remove(struct queues *queues)
{
	queues_stop(queues);
}
