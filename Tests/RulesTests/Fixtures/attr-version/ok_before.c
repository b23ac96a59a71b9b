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

static int example_getattr(struct inode *inode, struct fuse_connection *fc, struct fuse_attr *attr)
{
	struct fuse_args args = { .opcode = FUSE_GETATTR };
	u64 attr_version;
	int err;

again:
	attr_version = fuse_get_attr_version(fc);
	err = fuse_simple_request(get_fuse_mount(inode), &args);
	if (err == -EAGAIN)
		goto again;
	if (!err)
		fuse_change_attributes(inode, attr, 0, attr_version); // ok attr-version
	return err;
}

/* The second answer is newer than the sample, though it comes behind the first request. */
static int example_second(struct inode *inode, struct fuse_connection *fc, struct fuse_attr *attr)
{
	struct fuse_args args = { .opcode = FUSE_GETATTR };
	u64 attr_version;
	int err = fuse_simple_request(get_fuse_mount(inode), &args);

	if (err)
		return err;
	attr_version = fuse_get_attr_version(fc);
	err = fuse_simple_request(get_fuse_mount(inode), &args);
	if (!err)
		fuse_change_attributes(inode, attr, 0, attr_version); // ok attr-version
	return err;
}
