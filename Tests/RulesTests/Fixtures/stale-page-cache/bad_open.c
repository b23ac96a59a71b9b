#define TREE_6_12
#include <linux/fuse_duties.h>

static int example_send_open(struct inode *inode, struct fuse_file *ff)
{
	struct fuse_args args = { .opcode = FUSE_OPEN, .nodeid = inode->i_ino };

	return fuse_simple_request(get_fuse_mount(inode), &args);
}

/* The server has made the file empty, and the cache has not heard of it. */
static int example_open(struct inode *inode, struct file *file)
{
	struct fuse_file *ff = file->private_data;
	bool is_truncate = (file->f_flags & O_TRUNC) && get_fuse_conn(inode)->atomic_o_trunc;
	int err;

	if (fuse_is_bad(inode))
		return -EIO;
	err = example_send_open(inode, ff); // want stale-page-cache "->open() succeeds when the server has changed the size"
	if (err)
		return err;
	if (is_truncate)
		i_size_write(inode, 0);
	else if (!(ff->open_flags & FOPEN_KEEP_CACHE))
		invalidate_inode_pages2(inode->i_mapping);
	return 0;
}

const struct file_operations example_file_operations = {
	.open = example_open,
};
