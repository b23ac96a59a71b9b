#define TREE_6_12
#include <linux/fuse_locks.h>

struct example_tree {
	spinlock_t lock;
	int nodes;
};

/* One tree's lock comes before the object's, the other's behind it. */
struct example_object {
	struct example_tree extents;
	struct example_tree holes;
	spinlock_t lock;
	int count;
};

static void example_insert(struct example_tree *tree)
{
	spin_lock(&tree->lock); // ok lock-order
	tree->nodes++;
	spin_unlock(&tree->lock);
}

void example_grow(struct example_object *object)
{
	spin_lock(&object->lock);
	example_insert(&object->holes);
	spin_unlock(&object->lock);
}

void example_clear(struct example_object *object)
{
	spin_lock(&object->extents.lock);
	spin_lock(&object->lock); // ok lock-order
	object->count = 0;
	spin_unlock(&object->lock);
	spin_unlock(&object->extents.lock);
}

void example_shrink(struct example_object *object)
{
	spin_lock(&object->extents.lock);
	spin_lock(&object->lock); // ok lock-order
	object->count--;
	spin_unlock(&object->lock);
	spin_unlock(&object->extents.lock);
}
