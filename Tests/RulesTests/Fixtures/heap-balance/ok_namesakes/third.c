#define TREE_6_12
#include <linux/list.h>
#include <linux/slab.h>

/* And one in which what was the last member is the first but one. */
struct workspace {
	void *mem;
	struct list_head list;
};

static void third_free(struct list_head *ws)
{
	struct workspace *workspace = container_of(ws, struct workspace, list);

	kfree(workspace->mem);
	kfree(workspace);
}

struct list_head *third_alloc(int n)
{
	struct workspace *workspace = kzalloc(sizeof(*workspace), GFP_KERNEL); // ok heap-balance

	if (!workspace)
		return ERR_PTR(-ENOMEM);
	workspace->mem = kmalloc(n, GFP_KERNEL); // ok heap-balance
	if (!workspace->mem) {
		third_free(&workspace->list);
		return ERR_PTR(-ENOMEM);
	}
	return &workspace->list;
}
