#define TREE_6_12
#include <linux/mutex.h>

struct call {
	struct rw_semaphore *sem;
	int done;
};

int call_start(struct call *call);

/* Another task gives it up, as the name of the function says: when the answer has come. */
int example_call(struct call *call, struct rw_semaphore *sem, bool wait)
{
	down_read_non_owner(sem); // ok lock-balance
	call->sem = sem;
	if (wait && !call->done) {
		up_read_non_owner(sem);
		return 0;
	}
	return call_start(call);
}
