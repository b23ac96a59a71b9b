#define TREE_6_12
#include <linux/slab.h>

struct request {
	refcount_t count;
	void *buffer;
};

/* Who drops the last one is alone with the object. */
void example_put(struct request *request)
{
	if (refcount_dec_and_test(&request->count)) {
		kfree(request->buffer);
		kfree(request);
	}
}
