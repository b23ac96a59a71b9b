#define TREE_6_12
#include <linux/slab.h>

struct cb {
	void *file;
	int flags;
};

struct local_cb {
	struct cb cb;
	void *pages;
	int n;
};

static inline void cb_init(struct cb *cb, void *file)
{
	*cb = (struct cb) { .file = file, .flags = 1 };
}

/* The struct that is written starts where the larger one does, and `pages` is no part of it. */
struct local_cb *example_cb(void *file, int n)
{
	struct local_cb *local = kmalloc(sizeof(*local), GFP_KERNEL);

	if (!local)
		return NULL;
	local->pages = kmalloc(n, GFP_KERNEL); // ok heap-balance
	if (!local->pages) {
		kfree(local);
		return NULL;
	}
	cb_init(&local->cb, file);
	local->n = n;
	return local;
}
