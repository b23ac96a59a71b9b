#define TREE_6_12
#include <linux/slab.h>

struct stamp {
	int cycle;
	int block;
};

static int stamp_compare(const struct stamp *one, const struct stamp *other)
{
	if (one->cycle != other->cycle)
		return one->cycle < other->cycle ? -999 : 999;
	if (one->block != other->block)
		return one->block < other->block ? -999 : 999;
	return 0;
}

int write_item(struct stamp *stamp);

/* What says which of two is the greater has not failed. */
int example_recover(struct stamp *current, struct stamp *item)
{
	int err = 0;

	if (stamp_compare(current, item) < 0) // ok lost-error
		err = 0;
	else
		err = write_item(item);
	return err;
}
