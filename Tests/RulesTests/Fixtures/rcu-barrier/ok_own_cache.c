#define TREE_6_12
#include <linux/fs.h>
#include <linux/rcupdate.h>

struct example_request {
	int id;
};

static struct kmem_cache *example_requests;

void example_free(struct example_request *req)
{
	kmem_cache_free(example_requests, req);
}

static void example_exit(void)
{
	kmem_cache_destroy(example_requests); // ok rcu-barrier
}
module_exit(example_exit)
