#define TREE_6_12
#include <linux/slab.h>

struct request {
	refcount_t count;
	int error;
};

static void request_put(struct request *request)
{
	if (refcount_dec_and_test(&request->count))
		kfree(request);
}

int example_wait(struct request *request)
{
	int error;

	refcount_inc(&request->count);
	request_put(request);
	error = request->error;
	request_put(request);
	return error;
}
