#define TREE_6_12
#include <linux/fs.h>

#define EIOCBQUEUED 529

struct node {
	struct rw_semaphore lock;
	int size;
};

int node_submit(struct node *node);

/* The end of the request is what gives up the lock, later. */
int example_read(struct node *node, int size)
{
	int ret;

	down_read(&node->lock); // ok lock-balance
	ret = node_submit(node);
	if (ret == -EIOCBQUEUED)
		return ret;
	up_read(&node->lock);
	return ret;
}
