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

int example_set(struct handle *handle, int limit)
{
	struct mount_data *data = data_get(handle);

	if (!data)
		return -ENODEV;
	data->limit = limit;
	kref_put(&data->count, data_free);
	return 0;
}

/* The others ask whether there was any. */
int example_raise(struct handle *handle)
{
	struct mount_data *data = data_get(handle);

	data->limit++; // want unchecked-pointer "data_get"
	kref_put(&data->count, data_free);
	return 0;
}
