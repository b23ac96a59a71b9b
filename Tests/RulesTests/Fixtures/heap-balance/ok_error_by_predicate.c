#define TREE_6_12
#include <linux/slab.h>

struct reply {
	unsigned int size;
};

int reply_get(struct reply *reply);
int reply_check(struct reply *reply, unsigned int size);
bool may_try_again(int *tries);

static bool is_passing(int err)
{
	if (err == -EAGAIN || err == -EINTR)
		return true;
	return false;
}

static int reply_read(struct reply *reply, void **data)
{
	int err, tries = 0;
	bool is_new;

again:
	is_new = false;
	err = reply_get(reply);
	if (err)
		goto out;
	if (!*data) {
		*data = kmalloc(reply->size, GFP_KERNEL); // ok heap-balance
		if (!*data) {
			err = -ENOMEM;
			goto out;
		}
		is_new = true;
	}
	err = reply_check(reply, reply->size);
	if (err && is_new) {
		kfree(*data);
		*data = NULL;
	}
out:
	/* Success is none of them: with what was allocated there is no other round. */
	if (is_passing(err) && may_try_again(&tries))
		goto again;
	return err;
}

void *example_acl(struct reply *reply)
{
	void *acl = NULL;
	int err = reply_read(reply, &acl); // ok heap-balance

	if (err)
		return ERR_PTR(err);
	return acl;
}
