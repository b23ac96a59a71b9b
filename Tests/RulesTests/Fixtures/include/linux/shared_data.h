#ifndef _LINUX_SHARED_DATA_H
#define _LINUX_SHARED_DATA_H

#include <linux/kref.h>
#include <linux/mutex.h>
#include <linux/slab.h>

/* Data that several handles share: looked up under a lock, kept by a share. */
struct mount_data {
	struct kref count;
	int limit;
};

struct handle {
	struct mount_data *data;
};

static struct mutex table_lock;

static inline void data_free(struct kref *kref)
{
	kfree(container_of(kref, struct mount_data, count));
}

static inline struct mount_data *data_get(struct handle *handle)
{
	struct mount_data *data;

	mutex_lock(&table_lock);
	data = handle->data;
	if (data)
		kref_get(&data->count);
	mutex_unlock(&table_lock);
	return data;
}

#endif
