#define TREE_6_12
#include <linux/fuse_attr.h>

struct fuse_inode {
	struct inode inode;
	u64 attr_version;
	spinlock_t lock;
};

static void fuse_change_attributes(struct inode *inode, struct fuse_attr *attr, u64 attr_valid, u64 attr_version)
{
	struct fuse_inode *fi = (struct fuse_inode *)inode;

	if (fi->attr_version <= attr_version)
		i_size_write(inode, attr->size);
}

static void example_init(struct fuse_args *args)
{
	args->opcode = FUSE_LOOKUP;
}

static int example_ask(struct inode *inode, struct fuse_args *args)
{
	return fuse_simple_request(get_fuse_mount(inode), args);
}

/* Nothing says when the attributes were asked for. */
static int example_revalidate(struct inode *inode, struct fuse_attr *attr)
{
	struct fuse_args args = {};
	int err;

	example_init(&args);
	err = example_ask(inode, &args);
	if (!err)
		fuse_change_attributes(inode, attr, 0, 0); // want attr-version "with attr_version 0"
	return err;
}

/* Only one way samples too late. */
static int example_twice(struct inode *inode, struct fuse_connection *fc, struct fuse_attr *attr, int again)
{
	struct fuse_args args = { .opcode = FUSE_GETATTR };
	u64 attr_version = fuse_get_attr_version(fc);
	u64 used;
	int err = example_ask(inode, &args);

	used = attr_version;
	if (again)
		used = fuse_get_attr_version(fc);
	if (!err)
		fuse_change_attributes(inode, attr, 0, used); // want attr-version "sampled behind the request"
	return err;
}
