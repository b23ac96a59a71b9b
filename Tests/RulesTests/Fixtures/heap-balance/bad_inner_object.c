#define TREE_6_12
#include <linux/slab.h>
#include <linux/fs.h>

struct outer {
	char *name;
	void *table;
	int n;
};

struct outer *outer_alloc(int n)
{
	struct outer *outer = kzalloc(sizeof(*outer), GFP_KERNEL);

	if (!outer)
		return NULL;
	outer->table = kmalloc(64, GFP_KERNEL); // want heap-balance "kmalloc"
	if (!outer->table) {
		kfree(outer);
		return NULL;
	}
	outer->name = kmalloc(16, GFP_KERNEL);
	if (!outer->name) {
		kfree(outer);
		return NULL; // note "returns here"
	}
	return outer;
}
