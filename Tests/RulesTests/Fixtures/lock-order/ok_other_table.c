#define TREE_6_12
#include <linux/fuse_locks.h>

struct example_object;

struct example_kind {
	void (*open)(struct example_object *object);
	void (*held)(struct example_object *object);
};

struct example_object {
	struct mutex mutex;
	struct mutex inner;
	const struct example_kind *kind;
	int count;
};

static void example_open_file(struct example_object *object)
{
	object->count = 1;
}

static void example_file_held(struct example_object *object)
{
	mutex_lock(&object->mutex);
	object->count++;
	mutex_unlock(&object->mutex);
}

static const struct example_kind example_files = {
	.open = example_open_file,
	.held = example_file_held,
};

static void example_open_group(struct example_object *object)
{
	object->count = 2;
}

/* Objects of this kind take no other lock. */
static const struct example_kind example_groups = {
	.open = example_open_group,
};

void example_lock_group(struct example_object *object)
{
	object->kind = object->count ? &example_groups : &example_files;
	mutex_lock(&object->inner);
	if (object->kind->held)
		object->kind->held(object);
	mutex_unlock(&object->inner);
}

void example_allocate(struct example_object *object)
{
	mutex_lock(&object->mutex);
	mutex_lock(&object->inner); // ok lock-order
	object->count--;
	mutex_unlock(&object->inner);
	mutex_unlock(&object->mutex);
}
