#define TREE_6_12
#include <linux/slab.h>
#include <linux/cred.h>

struct task_struct {
	const struct cred *cred;
};

struct work {
	const struct cred *saved;
};

struct task_struct *get_current(void);
void put_cred(const struct cred *cred);
const struct cred *prepare_cred(void);
int file_remove(const char *name);
int file_link(const char *name, const char *other);

static int become(struct work *work)
{
	const struct cred *cred = prepare_cred();

	if (!cred)
		return -ENOMEM;
	work->saved = override_creds(cred);
	return 0;
}

/* Puts what the task has just now, which becomes another one with each of the calls. */
static void become_oneself(struct work *work)
{
	const struct cred *cred = get_current()->cred;

	revert_creds(work->saved);
	put_cred(cred);
	work->saved = NULL;
}

static int remove_as(struct work *work, const char *name)
{
	int err = become(work);

	if (err)
		return err;
	err = file_remove(name);
	become_oneself(work);
	return err;
}

int example_replace(struct work *work, const char *name, const char *other)
{
	int err = remove_as(work, other);

	if (err)
		return err;
	err = become(work);
	if (err)
		return err;
	err = file_link(name, other);
	become_oneself(work); // ok double-release
	return err;
}
