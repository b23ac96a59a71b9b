#define TREE_6_12
#include <linux/list.h>
#include <linux/slab.h>

/* Another struct of that name: its list is elsewhere. */
struct workspace {
	struct list_head list;
	long level;
	void *mem;
	struct list_head lru;
};

static void second_free(struct list_head *lru)
{
	struct workspace *workspace = container_of(lru, struct workspace, lru);

	kfree(workspace->mem);
	kfree(workspace);
}

struct list_head *second_alloc(int n)
{
	struct workspace *workspace = kzalloc(sizeof(*workspace), GFP_KERNEL); // ok heap-balance

	if (!workspace)
		return ERR_PTR(-ENOMEM);
	workspace->mem = kmalloc(n, GFP_KERNEL); // ok heap-balance
	if (!workspace->mem) {
		second_free(&workspace->lru);
		return ERR_PTR(-ENOMEM);
	}
	return &workspace->lru;
}
