#define TREE_6_12
#include <linux/fuse_request.h>

static struct fuse_mount *example_mount;

/* The server itself runs this. */
static ssize_t fuse_dev_do_read(struct fuse_mount *fm, bool stat)
{
	struct fuse_args args = { .opcode = 17 };

	if (stat)
		return fuse_simple_request(fm, &args); // want server-wait "fuse_simple_request() waits for the server"
	return 0;
}

ssize_t example_read(bool stat)
{
	return fuse_dev_do_read(example_mount, stat);
}
