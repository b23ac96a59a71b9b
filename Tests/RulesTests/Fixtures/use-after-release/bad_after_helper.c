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

int example_end(struct request *request)
{
	request_put(request);
	return request->error; // want use-after-release "request_put"
}

int example_end_well(struct request *request)
{
	int error = request->error;

	request_put(request);
	return error;
}
