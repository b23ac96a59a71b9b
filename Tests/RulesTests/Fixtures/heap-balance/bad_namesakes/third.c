#define TREE_6_12
#include <linux/list.h>
#include <linux/slab.h>

struct workspace {
	void *mem;
	struct list_head list;
};

static void third_free(struct list_head *ws)
{
	struct workspace *workspace = container_of(ws, struct workspace, list);

	kfree(workspace); // want heap-balance "gives to 'mem'"
}

struct list_head *third_alloc(int n)
{
	struct workspace *workspace = kzalloc(sizeof(*workspace), GFP_KERNEL); // ok heap-balance
	void *buf;

	if (!workspace)
		return ERR_PTR(-ENOMEM);
	workspace->mem = kmalloc(n, GFP_KERNEL); // want heap-balance "'workspace->mem'"
	buf = kmalloc(n, GFP_KERNEL);
	if (!workspace->mem || !buf) {
		kfree(buf);
		third_free(&workspace->list);
		return ERR_PTR(-ENOMEM);
	}
	kfree(buf);
	return &workspace->list;
}
