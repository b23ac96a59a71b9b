#define TREE_6_12
#include <linux/fuse_duties.h>

static int example_send(struct inode *inode)
{
	struct fuse_args args = { .opcode = FUSE_FLUSH, .nodeid = inode->i_ino };

	return fuse_simple_request(get_fuse_mount(inode), &args); // want fsync-errors "->flush() asks the server"
}

/* On one of two ways. */
static int example_flush(struct file *file, void *id)
{
	struct inode *inode = file_inode(file);
	int err = write_inode_now(inode, 1);

	fuse_set_nowrite(inode);
	fuse_release_nowrite(inode);
	if (!err && get_fuse_conn(inode)->writeback_cache)
		err = filemap_check_errors(file->f_mapping);
	if (err)
		return err;
	return example_send(inode);
}

const struct file_operations example_file_operations = {
	.flush = example_flush,
};
