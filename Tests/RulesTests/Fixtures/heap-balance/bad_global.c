#define TREE_6_12
#include <linux/slab.h>

struct task_struct {
	unsigned int flags;
};

struct task_struct *get_current(void);

static void *buffer;

int example_enter(void)
{
	buffer = kmalloc(64, GFP_KERNEL);
	return buffer ? 0 : -ENOMEM;
}

/* The task that runs has nothing to do with whether there is a buffer. */
void example_leave(void)
{
	if (get_current()->flags)
		return; // want heap-balance "nothing to do with it"
	kfree(buffer);
}
