#define TREE_6_12
#include <linux/fuse_duties.h>

static long example_fallocate(struct file *file, int mode, loff_t offset, loff_t length)
{
	struct inode *inode = file_inode(file);
	struct fuse_args args = { .opcode = FUSE_FALLOCATE, .nodeid = inode->i_ino };
	int err;

	inode_lock(inode);
	err = fuse_simple_request(get_fuse_mount(inode), &args); // want suid-drop "->fallocate() changes data"
	inode_unlock(inode);
	return err;
}

const struct file_operations example_file_operations = {
	.fallocate = example_fallocate, // note "file_operations.fallocate is example_fallocate()"
};
