#define TREE_6_12
#include <linux/kernel.h>

static int compare(long a, long b)
{
	return a < b ? -1 : a > b;
}

/* What a comparison says is no error. */
int example_newest(long a, long b, long c)
{
	int order;

	order = compare(a, b); // ok lost-error
	order = compare(b, c);
	return order;
}

static int order(long a, long b)
{
	if (a != b)
		return a < b ? -999 : 999;
	return 0;
}

int read_item(long a);

int example_recover(long a, long b)
{
	int err = read_item(a);

	if (err < 0)
		return err;
	err = 0;
	if (order(a, b) < 0) // ok lost-error
		goto out;
	if (b > 3)
		return -EINVAL;
out:
	return err;
}
