#define TREE_6_12
#include <linux/fuse_locks.h>

static struct mutex first;
static struct mutex second;
static struct mutex third;

void example_one(void)
{
	mutex_lock(&first);
	mutex_lock(&second); // note "example_one() takes second here"
	mutex_unlock(&second);
	mutex_unlock(&first);
}

void example_one_again(void)
{
	mutex_lock(&first);
	mutex_lock(&second);
	mutex_unlock(&second);
	mutex_unlock(&first);
}

void example_two(void)
{
	mutex_lock(&second);
	if (mutex_lock_killable(&third)) // note "example_two() takes third here"
		goto out;
	mutex_unlock(&third);
out:
	mutex_unlock(&second);
}

void example_two_again(void)
{
	mutex_lock(&second);
	mutex_lock(&third);
	mutex_unlock(&third);
	mutex_unlock(&second);
}

void example_three(void)
{
	if (mutex_lock_killable(&third)) // note "example_three() takes third here"
		return;
	mutex_lock(&first); // want lock-order "first is waited for while third is held; elsewhere it is the other way round"
	mutex_unlock(&first);
	mutex_unlock(&third);
}
