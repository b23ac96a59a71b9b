#define TREE_6_12
#include <linux/file.h>
#include <linux/slab.h>

struct backing {
	struct file *file;
	const struct cred *cred;
};

extern int shutting_down;

void example_free(struct backing *backing)
{
	fput(backing->file);
	if (shutting_down)
		return; // want heap-balance "not the object itself"
	kfree(backing);
}

void example_free_well(struct backing *backing)
{
	if (backing->file)
		fput(backing->file);
	kfree(backing); // ok heap-balance
}
