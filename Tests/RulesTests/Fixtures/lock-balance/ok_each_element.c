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

void example_stop(struct queues *queues)
{
	int i;

	for (i = 0; i < queues->count; i++) {
		mutex_lock(&queues->list[i].lock);
		queues->list[i].n = 0;
		mutex_unlock(&queues->list[i].lock);
	}
}
