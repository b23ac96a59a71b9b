#define TREE_6_12
#include <linux/list.h>
#include <linux/slab.h>

struct settings {
	int quiet;
	int pooled;
};

struct gadget {
	struct list_head entry;
	int users;
	void (*release)(struct gadget *gadget);
	void *extra;
};

extern struct settings settings;
extern struct list_head pool;

/* It goes into the pool as long as there is room. */
static void gadget_release(struct gadget *gadget)
{
	if (settings.pooled < 16) {
		settings.pooled++;
		list_add(&gadget->entry, &pool);
		return; // ok heap-balance
	}
	kfree(gadget);
}

/* The last one frees it. */
static void gadget_put(struct gadget *gadget)
{
	if (--gadget->users)
		return; // ok heap-balance
	kfree(gadget);
}

void example_init(struct gadget *gadget)
{
	gadget->release = gadget_release;
	gadget_put(gadget);
}

struct tracker {
	void *log;
	int n;
};

/* Nothing was allocated where the setting is off. */
static void tracker_free(struct tracker *tracker)
{
	if (settings.quiet)
		return; // ok heap-balance
	kfree(tracker->log);
}

void example_track(struct tracker *tracker, int n)
{
	if (!settings.quiet)
		tracker->log = kmalloc(n, GFP_KERNEL);
	tracker->n = n;
	tracker_free(tracker);
}
