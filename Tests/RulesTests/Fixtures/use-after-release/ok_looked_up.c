#define TREE_6_12
#include <linux/kref.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct mount_data {
	struct kref count;
	int limit;
};

struct handle {
	struct mount_data *data;
};

static struct mutex table_lock;

static void data_free(struct kref *kref)
{
	kfree(container_of(kref, struct mount_data, count));
}

static struct mount_data *data_get(struct handle *handle)
{
	struct mount_data *data;

	mutex_lock(&table_lock);
	data = handle->data;
	if (data)
		kref_get(&data->count);
	mutex_unlock(&table_lock);
	return data;
}

int example_limit(struct handle *handle)
{
	struct mount_data *data = data_get(handle);
	int limit;

	if (!data)
		return 0;
	limit = data->limit;
	kref_put(&data->count, data_free);
	return limit;
}

/* The table has a share of its own, as long as its lock is held. */
int example_under_lock(struct handle *handle)
{
	struct mount_data *data = data_get(handle);
	int limit = 0;

	if (!data)
		return 0;
	mutex_lock(&table_lock);
	kref_put(&data->count, data_free);
	if (handle->data == data)
		limit = data->limit; // ok use-after-release
	mutex_unlock(&table_lock);
	return limit;
}

/* Where it lies is not what it holds. */
bool example_same(struct handle *handle, struct handle *other)
{
	struct mount_data *data = data_get(handle);

	if (!data)
		return false;
	kref_put(&data->count, data_free);
	return data == other->data; // ok use-after-release
}
