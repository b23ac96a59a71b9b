#define TREE_6_12
#include <linux/cred.h>
#include <linux/kernel.h>

int example_as(const struct cred *cred, int n)
{
	const struct cred *old = override_creds(cred);
	int err = 0;

	if (n < 0) {
		err = -EINVAL;
		revert_creds(old);
	}
	revert_creds(old); // want state-balance "revert_creds"
	return err;
}
