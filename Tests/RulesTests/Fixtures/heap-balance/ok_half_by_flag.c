#define TREE_6_12
#include <linux/file.h>
#include <linux/slab.h>

struct backing {
	struct file *file;
	bool is_static;
};

/* What the caller gave says whether the object goes too. */
void example_free(struct backing *backing)
{
	fput(backing->file);
	if (backing->is_static)
		return; // ok heap-balance
	kfree(backing);
}
