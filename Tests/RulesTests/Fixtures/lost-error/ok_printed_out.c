#define TREE_6_12
#include <linux/kernel.h>

#define debug(format, ...) do { if (0) printk(format, ##__VA_ARGS__); } while (0)

struct server {
	const char *name;
	int address;
};

static int server_resolve(struct server *server)
{
	if (!server->name)
		return -EIO;
	server->address = 1;
	return 0;
}

int server_connect(struct server *server);

/* The error is looked at, in kernels that print such things. */
int example_reconnect(struct server *server)
{
	int err;

	err = server_resolve(server); // ok lost-error
	debug("resolving: %d\n", err);
	err = server_connect(server);
	return err;
}
