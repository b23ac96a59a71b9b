#define TREE_6_12
#include <linux/fs.h>
#include <linux/mutex.h>

static int set_up(struct mutex *lock)
{
	if (mutex_lock_killable(lock))
		return -EINTR;
	mutex_unlock(lock);
	return 0;
}

int example_both(struct mutex *first, struct mutex *second)
{
	int err;

	err = set_up(first); // want lost-error "set_up"
	err = set_up(second); // note "gets another value"
	return err;
}

int example_in_turn(struct mutex *first, struct mutex *second)
{
	int err;

	err = set_up(first); // ok lost-error
	if (!err)
		err = set_up(second);
	return err;
}
