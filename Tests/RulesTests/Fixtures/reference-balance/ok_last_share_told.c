#define TREE_6_12
#include <linux/slab.h>
#include <linux/workqueue.h>

struct session {
	refcount_t count;
	struct work_struct work;
};

void tell(struct session *session);

/* Somebody else frees it, and is told. */
void example_put(struct session *session)
{
	if (refcount_dec_and_test(&session->count)) // ok reference-balance
		tell(session);
}

/* The caller is told. */
bool example_put_and_test(struct session *session)
{
	return refcount_dec_and_test(&session->count); // ok reference-balance
}
