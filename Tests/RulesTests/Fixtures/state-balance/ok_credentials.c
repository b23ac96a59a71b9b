#define TREE_6_12
#include <linux/cred.h>
#include <linux/kernel.h>

int work(int n);

int example_as(const struct cred *cred, int n)
{
	const struct cred *old = NULL;
	int err;

	if (cred)
		old = override_creds(cred);
	err = work(n);
	if (old)
		revert_creds(old);
	return err;
}
