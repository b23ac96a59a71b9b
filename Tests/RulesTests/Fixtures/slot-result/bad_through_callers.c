#define TREE_6_12
#include <linux/fuse_memory.h>

static int example_access(struct inode *inode, int mask)
{
	struct fuse_conn *fc = get_fuse_conn(inode);
	struct fuse_args args = { .opcode = 34 };
	int err;

	if (fc->no_access)
		return 0;
	err = fuse_simple_request(get_fuse_mount(inode), &args);
	if (err < 0) {
		if (unlikely(err == -ENOSYS))
			fc->no_access = 1; // want slot-result "its -ENOSYS goes on to inode_operations.permission"
		goto failed;
	}
	return err;
failed:
	printk("%d", err);
	return err;
}

static int example_check(struct inode *inode, int mask)
{
	int err = example_access(inode, mask); // note "example_check() calls example_access()"

	if (err == -EAGAIN)
		err = -EACCES;
	return err;
}

static int example_permission(struct inode *inode, int mask)
{
	if (fuse_is_bad(inode))
		return -EIO;
	if (mask & MAY_NOT_BLOCK)
		return -ECHILD;
	return example_check(inode, mask); // note "example_permission() calls example_check()"
}

const struct inode_operations example_inode_operations = {
	.permission = example_permission, // note "inode_operations.permission is example_permission()"
};
