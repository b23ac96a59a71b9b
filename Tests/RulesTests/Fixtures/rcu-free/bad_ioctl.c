#define TREE_6_12
#include <linux/fs.h>
#include <linux/rcupdate.h>

struct example_backing {
	int id;
	struct rcu_head rcu;
};

static struct idr example_backings;

static void example_free(struct example_backing *fb)
{
	kfree(fb); // want rcu-free "kfree() frees struct example_backing while RCU readers may still look at it"
}

int example_close(unsigned long id)
{
	struct example_backing *fb = idr_remove(&example_backings, id); // note "found in memory"

	if (!fb || fb->id != id)
		return -2;
	example_free(fb); // note "calls example_free()"
	return 0;
}
