#define TREE_6_12
#include <linux/mutex.h>

struct node {
	struct mutex lock;
	int items;
};

struct node *read_node(int level);
int check_node(struct node *node);

/* The array is gone with the function, and the lock is still held. */
int example_descend(int level)
{
	struct node *nodes[2];

	nodes[0] = read_node(level);
	nodes[1] = read_node(level + 1);
	if (!nodes[0] || !nodes[1])
		return -ENOENT;
	mutex_lock(&nodes[0]->lock); // want lock-balance
	if (check_node(nodes[0]))
		return -EIO;
	mutex_unlock(&nodes[0]->lock);
	return 0;
}
