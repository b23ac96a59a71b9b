#define TREE_6_12
#include <linux/slab.h>
#include <linux/list.h>

struct session {
	struct list_head entry;
	char *name;
	int id;
};

struct registry {
	struct list_head sessions;
};

int session_add(struct registry *registry, int id)
{
	struct session *session = kzalloc(sizeof(*session), GFP_KERNEL);

	if (!session)
		return -12;
	session->name = kmalloc(16, GFP_KERNEL);
	if (!session->name) {
		/* nobody else has it yet: this says nothing of those that are found */
		kfree(session);
		return -12;
	}
	session->id = id;
	list_add(&session->entry, &registry->sessions);
	return 0;
}

void session_free(struct session *session) // want heap-balance "no code frees struct session"
{
	kfree(session->name);
}
