#define TREE_6_12
#include <linux/mutex.h>

struct table {
	struct mutex lock;
	int count;
};

/* The argument tells the two ways apart, but the function is one that releases. */
void example_add(struct table *table, int n)
{
	mutex_lock(&table->lock); // want lock-balance "mutex_lock"
	if (n < 0)
		return;
	table->count += n;
	mutex_unlock(&table->lock);
}
