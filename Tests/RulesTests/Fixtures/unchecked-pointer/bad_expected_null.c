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
