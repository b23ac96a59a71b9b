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
	mutex_lock(&object->mutex); // want lock-order "elsewhere it is the other way round"
	object->count++;
	mutex_unlock(&object->mutex);
}

static const struct example_kind example_files = {
	.open = example_open_file,
	.held = example_file_held,
};

/* All objects are of this kind. */
void example_lock_group(struct example_object *object)
{
	object->kind = &example_files;
	mutex_lock(&object->inner);
	object->kind->held(object);
	mutex_unlock(&object->inner);
}

void example_allocate(struct example_object *object)
{
	mutex_lock(&object->mutex);
	mutex_lock(&object->inner);
	object->count--;
	mutex_unlock(&object->inner);
	mutex_unlock(&object->mutex);
}

void example_free(struct example_object *object)
{
	mutex_lock(&object->mutex);
	mutex_lock(&object->inner);
	object->count = 0;
	mutex_unlock(&object->inner);
	mutex_unlock(&object->mutex);
}
