#define TREE_6_12
#include <linux/slab.h>

struct session {
	refcount_t count;
	int state;
};

void example_put(struct session *session)
{
	if (refcount_dec_and_test(&session->count)) { // want reference-balance "last reference"
		session->state = 0;
	}
}

void example_put_well(struct session *session)
{
	if (refcount_dec_and_test(&session->count)) // ok reference-balance
		kfree(session);
}
