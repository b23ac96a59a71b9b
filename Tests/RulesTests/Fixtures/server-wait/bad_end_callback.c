#define TREE_6_12
#include <linux/fuse_request.h>

static int example_refresh(struct fuse_mount *fm)
{
	struct fuse_args args = { .opcode = 3 };

	return fuse_simple_request(fm, &args); // note "fuse_simple_request() may wait for the server"
}

static void example_end(struct fuse_mount *fm, struct fuse_args *args, int error)
{
	if (error)
		example_refresh(fm); // want server-wait "example_refresh() waits for the server"
	kfree(args);
}

int example_send(struct fuse_mount *fm)
{
	struct fuse_args *args = kzalloc(sizeof(*args), GFP_KERNEL);
	int err;

	if (!args)
		return -ENOMEM;
	args->end = example_end;
	err = fuse_simple_background(fm, args, GFP_KERNEL);
	if (err)
		kfree(args);
	return err;
}
