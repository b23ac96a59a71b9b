#ifndef _LINUX_MUTEX_H
#define _LINUX_MUTEX_H

#include <linux/kernel.h>

struct mutex {
	int owner;
};

struct rw_semaphore {
	long count;
};

void mutex_lock(struct mutex *lock);
int mutex_lock_killable(struct mutex *lock);
int mutex_trylock(struct mutex *lock);
void mutex_unlock(struct mutex *lock);
void down_read(struct rw_semaphore *sem);
void up_read(struct rw_semaphore *sem);
void down_write(struct rw_semaphore *sem);
void up_write(struct rw_semaphore *sem);
void downgrade_write(struct rw_semaphore *sem);

/* As where nobody looks who owns a semaphore. */
#define down_read_non_owner(sem) down_read(sem)
#define up_read_non_owner(sem) up_read(sem)

/* guard(mutex)(&lock): the lock is held to the end of the scope. */
static inline struct mutex *guard_mutex_enter(struct mutex *lock)
{
	mutex_lock(lock);
	return lock;
}

static inline void guard_mutex_leave(struct mutex **lock)
{
	if (*lock)
		mutex_unlock(*lock);
}

#define guard_mutex(lock) \
	struct mutex *guarded_ __attribute__((__cleanup__(guard_mutex_leave))) = guard_mutex_enter(lock)

#endif
