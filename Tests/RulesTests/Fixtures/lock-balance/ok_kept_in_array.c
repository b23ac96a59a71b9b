#define TREE_6_12
#include <linux/mutex.h>

struct node {
	struct mutex lock;
	int items;
};

struct path {
	struct node *nodes[8];
	int locks[8];
};

struct node *read_node(struct path *path, int level);
int check_node(struct node *node);

/* Whoever has the path finds there what is locked. */
int example_descend(struct path *path, int level)
{
	struct node *node = read_node(path, level);

	if (!node)
		return -ENOENT;
	mutex_lock(&node->lock); // ok lock-balance
	path->nodes[level] = node;
	path->locks[level] = 1;
	if (check_node(node))
		return -EIO;
	if (node->items > 3) {
		mutex_unlock(&node->lock);
		path->locks[level] = 0;
		return -ENOENT;
	}
	return 0;
}

int example_descend_further(struct path *path, int level)
{
	struct node *node = read_node(path, level);

	if (!node)
		return -ENOENT;
	path->nodes[level] = node;
	mutex_lock(&node->lock); // ok lock-balance
	path->locks[level] = 1;
	if (node->items > 3) {
		mutex_unlock(&node->lock);
		path->locks[level] = 0;
		return -ENOENT;
	}
	if (check_node(node))
		return -EIO;
	return 0;
}

int example_lock_again(struct path *path, int level)
{
	struct node *node = path->nodes[level];

	if (!path->locks[level]) {
		mutex_lock(&node->lock); // ok lock-balance
		path->locks[level] = 1;
		if (check_node(node)) {
			mutex_unlock(&node->lock);
			path->locks[level] = 0;
			return -EIO;
		}
		if (node->items > 3)
			return -ENOENT;
	}
	return 0;
}
