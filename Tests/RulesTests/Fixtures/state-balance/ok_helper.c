#define TREE_6_12
#include <linux/cred.h>
#include <linux/kernel.h>

struct example {
	const struct cred *creator;
};

static const struct cred *example_override(struct example *example)
{
	return override_creds(example->creator);
}

int example_work(struct example *example)
{
	const struct cred *old = example_override(example);

	revert_creds(old);
	return 0;
}
