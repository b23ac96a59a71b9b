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

/* An inode that has just been made. */
static int example_mkdir(struct inode *inode, struct fuse_attr *attr)
{
	struct fuse_args args = { .opcode = FUSE_MKDIR };
	int err = fuse_simple_request(get_fuse_mount(inode), &args);

	if (!err)
		fuse_change_attributes(inode, attr, 0, 0); // ok attr-version
	return err;
}

/* The caller knows when it asked. */
static void example_link(struct inode *inode, struct fuse_attr *attr, u64 attr_version)
{
	fuse_change_attributes(inode, attr, 0, attr_version); // ok attr-version
}
