#define TREE_6_12
#include <linux/list.h>
#include <linux/slab.h>

struct server {
	struct list_head list;
	int flavor;
	void *client;
};

struct servers {
	struct list_head all;
	struct server *first;
	struct server **table;
};

static struct server *servers_add(struct servers *servers, int flavor, struct server *new)
{
	struct server *server;

	for (server = servers->first; server; server = container_of(server->list.next, struct server, list)) {
		if (server->flavor == flavor)
			return server;
	}
	if (new)
		list_add(&new->list, &servers->all);
	return new;
}

/* Who finds another one in the list has not put the new one there, and it is not the same. */
void *example_find(struct servers *servers, int flavor)
{
	struct server *new, *found;

	new = kmalloc(sizeof(*new), GFP_KERNEL); // ok heap-balance
	if (!new)
		return NULL;
	new->flavor = flavor;
	found = servers_add(servers, flavor, new);
	if (found != new)
		kfree(new);
	return found->client;
}

/* The list is the servers', wherever in it the new one ends. */
static struct server *servers_lookup(struct servers *servers, int id)
{
	struct server **at = servers->table, *server;

	for (;;) {
		if (!*at) {
			*at = kmalloc(sizeof(**at), GFP_KERNEL); // ok heap-balance
			if (!*at)
				break;
		}
		server = *at;
		if (server->flavor == id)
			return server;
		at = (struct server **)&server->list.next;
	}
	return NULL;
}

int example_has(struct servers *servers, int id)
{
	return servers_lookup(servers, id) ? 0 : -ENOMEM;
}

void servers_drop(struct server *server)
{
	list_del(&server->list);
	kfree(server);
}
