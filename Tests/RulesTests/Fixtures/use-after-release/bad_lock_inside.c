#define TREE_6_12
#include <linux/mutex.h>
#include <linux/slab.h>

struct session {
	struct mutex lock;
	int state;
};

void example_close(struct session *session)
{
	mutex_lock(&session->lock);
	session->state = 0;
	kfree(session);
	mutex_unlock(&session->lock); // want use-after-release "kfree"
}

void example_close_well(struct session *session)
{
	mutex_lock(&session->lock);
	session->state = 0;
	mutex_unlock(&session->lock);
	kfree(session); // ok use-after-release
}
