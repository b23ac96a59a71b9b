#define TREE_6_12
#include <linux/slab.h>
#include <linux/kref.h>

struct context {
	struct kref refs;
	struct context *locks;
	int flags;
};

struct call_operations {
	void (*alloc_call)(void *data);
	void (*release_call)(void *data);
};

void context_free(struct kref *refs);
struct context *context_find(struct context *open);

static struct context *context_get(struct context *open)
{
	struct context *found = context_find(open);

	if (found)
		kref_get(&found->refs);
	return found;
}

static void example_alloc_call(void *data)
{
	struct context *context = data;

	if (context && context->flags)
		context_get(context->locks); // ok reference-balance
}

/* Finds the same again. */
static void example_release_call(void *data)
{
	struct context *context = data;
	struct context *found = context_find(context->locks);

	if (found)
		kref_put(&found->refs, context_free);
}

const struct call_operations example_calls = {
	.alloc_call = example_alloc_call,
	.release_call = example_release_call,
};
