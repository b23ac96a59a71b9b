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
	kref_put(&data->count, data_free);
	limit = data->limit; // want use-after-release "kref_put"
	return limit;
}
