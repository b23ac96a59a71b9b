#define TREE_6_12
#include <linux/fs.h>
#include <linux/rcupdate.h>

struct example_backing {
	int id;
	struct rcu_head rcu;
};

static struct idr example_backings;

static void example_drop(struct example_backing *fb)
{
	kfree(fb); // ok rcu-free
}

int example_open(void)
{
	struct example_backing *fb = kmalloc(sizeof(*fb), GFP_KERNEL);
	int err;

	if (!fb)
		return -12;
	fb->id = 0;
	err = idr_alloc(&example_backings, fb, 1, 0, GFP_ATOMIC);
	if (err < 0) {
		example_drop(fb);
		return err;
	}
	return 0;
}
