#define TREE_6_12
#include <linux/slab.h>

struct args {
	int opcode;
};

struct io {
	int state;
	struct args args;
	void *pages;
};

static void io_free(struct args *args)
{
	struct io *io = container_of(args, struct io, args);

	kfree(io->pages);
	kfree(io);
}

int example_send(int opcode)
{
	struct io *io = kzalloc(sizeof(*io), GFP_KERNEL);

	if (!io)
		return -ENOMEM;
	io->pages = kmalloc(32, GFP_KERNEL);
	io->args.opcode = opcode;
	io_free(&io->args);
	return 0;
}
