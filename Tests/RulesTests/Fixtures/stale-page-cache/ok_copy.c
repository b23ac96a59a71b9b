#define TREE_6_12
#include <linux/fuse_duties.h>

static int example_write_back(struct inode *inode, loff_t start, size_t length)
{
	return filemap_write_and_wait_range(inode->i_mapping, start, start + length - 1);
}

/* An answer that makes no sense is an error. */
static ssize_t example_copy(struct file *in, loff_t in_at, struct file *out, loff_t out_at, size_t length, unsigned int flags)
{
	struct inode *inode = file_inode(out);
	struct fuse_args args = { .opcode = FUSE_COPY_FILE_RANGE, .nodeid = inode->i_ino };
	ssize_t err = file_modified(out);

	if (err)
		return err;
	err = example_write_back(file_inode(in), in_at, length);
	if (err)
		return err;
	err = example_write_back(inode, out_at, length);
	if (err)
		return err;
	err = fuse_simple_request(get_fuse_mount(inode), &args); // ok stale-page-cache
	if (!err && args.noreply)
		err = -EIO;
	if (err)
		goto out;
	invalidate_inode_pages2_range(inode->i_mapping, out_at, out_at + length);
	err = length;
out:
	return err;
}

const struct file_operations example_file_operations = {
	.copy_file_range = example_copy,
};
