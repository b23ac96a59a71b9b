#define TREE_6_12
#include <linux/slab.h>

struct settings {
	int quiet;
};

struct gadget {
	void (*release)(struct gadget *gadget);
};

extern struct settings settings;

/* Nobody who drops the last share of a gadget knows whether it is freed. */
static void gadget_release(struct gadget *gadget)
{
	if (settings.quiet)
		return; // want heap-balance "nothing to do with it"
	kfree(gadget);
}

void example_init(struct gadget *gadget)
{
	gadget->release = gadget_release;
}
