#define TREE_6_12
#include <linux/kref.h>
#include <linux/slab.h>
#include <linux/list.h>

struct session {
	struct kref ref;
	struct list_head entry;
	int state;
};

static void session_free(struct kref *kref)
{
	kfree(container_of(kref, struct session, ref));
}

int example_poke(struct session *session, int how)
{
	kref_get(&session->ref); // want reference-balance "kref_get"
	if (how < 0)
		return -EINVAL;
	session->state = how;
	kref_put(&session->ref, session_free);
	return 0;
}
