#define TREE_6_12
#include <linux/fuse_duties.h>

/* The helper that looks for errors is another function. */
static int example_errors(struct file *file)
{
	return filemap_check_errors(file->f_mapping);
}

static int example_flush(struct file *file, void *id)
{
	struct inode *inode = file_inode(file);
	struct fuse_args args = { .opcode = FUSE_FLUSH, .nodeid = inode->i_ino };
	int err = write_inode_now(inode, 1);

	if (err)
		return err;
	fuse_set_nowrite(inode);
	fuse_release_nowrite(inode);
	err = example_errors(file);
	return err ? err : fuse_simple_request(get_fuse_mount(inode), &args); // ok fsync-errors
}

const struct file_operations example_file_operations = {
	.flush = example_flush,
};
