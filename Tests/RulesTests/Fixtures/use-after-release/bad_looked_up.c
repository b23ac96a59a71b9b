#define TREE_6_12
#include <linux/shared_data.h>

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
