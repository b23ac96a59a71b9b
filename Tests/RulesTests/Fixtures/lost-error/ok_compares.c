#define TREE_6_12
#include <linux/types.h>

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
