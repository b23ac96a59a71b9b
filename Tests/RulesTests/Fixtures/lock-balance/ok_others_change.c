#define TREE_6_12
#include <linux/mutex.h>

struct layer {
	struct mutex lock;
	int n;
};

struct layers {
	struct layer *first;
	struct layer *list[4];
};

int printk(const char *text, ...);

/* What leads to the lock may be read anew: it is the same lock. */
int example_set(struct layers *layers, int n)
{
	mutex_lock(&layers->list[0]->lock);
	printk("setting");
	layers->list[0]->n = n;
	mutex_unlock(&layers->list[0]->lock);
	return 0;
}

static struct layer *top(struct layers *layers)
{
	if (layers->first)
		return layers->first;
	return layers->list[0];
}

/* An accessor that chooses chooses the same each time. */
int example_set_top(struct layers *layers, int n)
{
	mutex_lock(&top(layers)->lock);
	top(layers)->n = n;
	mutex_unlock(&top(layers)->lock);
	return 0;
}
