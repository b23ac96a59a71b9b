#define TREE_6_12
#include <linux/cred.h>
#include <linux/kernel.h>

int work(int n);

int example_as(const struct cred *cred, int n)
{
	const struct cred *old = override_creds(cred); // want state-balance "override_creds"

	if (n < 0)
		return -EINVAL;
	revert_creds(old);
	return 0;
}
