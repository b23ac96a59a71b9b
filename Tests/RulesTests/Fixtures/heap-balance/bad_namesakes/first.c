#define TREE_6_12
#include <linux/list.h>
#include <linux/slab.h>

struct workspace {
	void *mem;
	void *buf;
	int size;
	struct list_head list;
};

static void first_free(struct list_head *ws)
{
	struct workspace *workspace = container_of(ws, struct workspace, list);

	kfree(workspace->mem);
	kfree(workspace->buf);
	kfree(workspace);
}

struct list_head *first_alloc(int n)
{
	struct workspace *workspace = kzalloc(sizeof(*workspace), GFP_KERNEL); // ok heap-balance

	if (!workspace)
		return ERR_PTR(-ENOMEM);
	workspace->mem = kmalloc(n, GFP_KERNEL); // ok heap-balance
	workspace->buf = kmalloc(2 * n, GFP_KERNEL); // ok heap-balance
	if (!workspace->mem || !workspace->buf) {
		first_free(&workspace->list);
		return ERR_PTR(-ENOMEM);
	}
	return &workspace->list;
}
