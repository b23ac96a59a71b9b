#define TREE_6_12
#include <linux/slab.h>

static void *buffer;
static int users;

int example_enter(void)
{
	buffer = kmalloc(64, GFP_KERNEL);
	if (buffer)
		users++;
	return buffer ? 0 : -ENOMEM;
}

/* The last one frees it. */
void example_leave(void)
{
	if (--users)
		return; // ok heap-balance
	kfree(buffer);
}
