#define TREE_6_12
#include <linux/slab.h>

struct session {
	refcount_t count;
	int state;
};

struct server {
	struct session *current_session;
};

static struct session *session_find(struct server *server)
{
	struct session *session = server->current_session;

	if (session)
		refcount_inc(&session->count); // note "refcount_inc"
	return session;
}

static void session_put(struct session *session)
{
	if (refcount_dec_and_test(&session->count))
		kfree(session);
}

int example_state(struct server *server)
{
	struct session *session = session_find(server); // want reference-balance "session_find"

	if (!session)
		return -ENOENT;
	return session->state;
}

int example_state_well(struct server *server)
{
	struct session *session = session_find(server); // ok reference-balance
	int state;

	if (!session)
		return -ENOENT;
	state = session->state;
	session_put(session);
	return state;
}
