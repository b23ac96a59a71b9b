#define TREE_6_12
#include <linux/kref.h>

struct deferred {
	void (*revisit)(struct deferred *deferred);
};

struct request {
	int id;
};

struct wait {
	struct request request;
	struct deferred deferred;
	struct kref count;
	refcount_t users;
};

static void wait_revisit(struct deferred *deferred)
{
	deferred->revisit = NULL;
}

/* The share goes with the member that the caller is given. */
struct deferred *example_defer(struct request *request)
{
	struct wait *wait = container_of(request, struct wait, request);

	wait->deferred.revisit = wait_revisit;
	kref_get(&wait->count); // ok reference-balance
	return &wait->deferred;
}
