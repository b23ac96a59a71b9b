#define TREE_6_12
#include <linux/slab.h>

struct box {
	void *data;
};

static int box_setup(struct box *box, int how)
{
	if (how < 0) {
		kfree(box->data);
		return -EINVAL;
	}
	return 0;
}

int example_setup(struct box *box, int how)
{
	int err = box_setup(box, how);

	if (err)
		kfree(box->data); // want double-release "box_setup"
	return err;
}
