#define TREE_6_12
#include <linux/shared_data.h>

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
