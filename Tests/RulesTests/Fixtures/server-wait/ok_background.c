#define TREE_6_12
#include <linux/fuse_request.h>

static void example_end(struct fuse_mount *fm, struct fuse_args *args, int error)
{
	kfree(args);
}

/* Nobody waits for the answer. */
static void example_evict(struct inode *inode)
{
	struct fuse_args *args = kzalloc(sizeof(*args), GFP_KERNEL);

	if (!args)
		return;
	args->end = example_end;
	if (fuse_simple_background(get_fuse_mount(inode), args, GFP_KERNEL)) // ok server-wait
		kfree(args);
}

const struct super_operations example_super_operations = {
	.evict_inode = example_evict,
};
