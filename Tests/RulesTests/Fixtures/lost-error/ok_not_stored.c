#define TREE_6_12
#include <linux/fs.h>
#include <linux/mutex.h>

/* Whoever does not keep the result says that it does not matter. */
int example_try(struct mutex *lock)
{
	int err = 0;

	(void)mutex_lock_killable(lock); // ok lost-error
	return err;
}
