#define TREE_6_12
#include <linux/fuse_request.h>

#include <linux/mutex.h>

static struct mutex example_mutex;
static unsigned long example_count;

/* Sleeping is not waiting for the server. */
static unsigned long example_scan(struct shrinker *shrinker)
{
	unsigned long count;

	mutex_lock(&example_mutex); // ok server-wait
	count = example_count;
	mutex_unlock(&example_mutex);
	return count;
}

static struct shrinker example_shrinker = {
	.scan_objects = example_scan,
};

struct shrinker *example_get(void)
{
	return &example_shrinker;
}
