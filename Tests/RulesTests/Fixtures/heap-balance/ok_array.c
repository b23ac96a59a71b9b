#define TREE_6_12
#include <linux/slab.h>

void *example_grow(int n)
{
	void **table = kzalloc(n * sizeof(void *), GFP_KERNEL);
	int i;

	if (!table)
		return NULL;
	for (i = 0; i < n; i++) {
		table[i] = kmalloc(8, GFP_KERNEL);
		if (!table[i])
			goto fail;
	}
	return table;

fail:
	while (--i >= 0)
		kfree(table[i]);
	kfree(table);
	return NULL;
}
