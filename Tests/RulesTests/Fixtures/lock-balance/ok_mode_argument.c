#define TREE_6_12
#include <linux/mutex.h>

#define SHARED 1
#define EXCLUSIVE 2

/* Which lock it is that is held the caller has said itself. */
void example_lock(struct rw_semaphore *sem, int mode)
{
	if (mode & SHARED)
		down_read(sem); // ok lock-balance
	else if (mode & EXCLUSIVE)
		down_write(sem); // ok lock-balance
}

void example_unlock(struct rw_semaphore *sem, int mode)
{
	if (mode & SHARED)
		up_read(sem);
	else if (mode & EXCLUSIVE)
		up_write(sem);
}
