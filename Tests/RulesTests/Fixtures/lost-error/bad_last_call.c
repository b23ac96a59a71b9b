#define TREE_6_12
#include <linux/mutex.h>

int example_start(struct mutex *lock, int *count)
{
	int err;

	err = mutex_lock_killable(lock);
	if (err)
		return err;
	*count = 1;
	mutex_unlock(lock);
	err = mutex_lock_killable(lock); // want lost-error "mutex_lock_killable"
	return 0;
}
