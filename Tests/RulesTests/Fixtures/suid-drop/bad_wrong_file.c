#define TREE_6_12
#include <linux/fuse_duties.h>

/* The one that is read from loses its bits. */
static ssize_t example_copy(struct file *in, loff_t in_at, struct file *out, loff_t out_at, size_t length, unsigned int flags)
{
	struct inode *inode = file_inode(out);
	struct fuse_args args = { .opcode = FUSE_COPY_FILE_RANGE, .nodeid = inode->i_ino };
	int err;

	inode_lock(inode);
	filemap_write_and_wait_range(file_inode(in)->i_mapping, in_at, in_at + length - 1);
	filemap_write_and_wait_range(inode->i_mapping, out_at, out_at + length - 1);
	err = file_modified(in);
	if (!err)
		err = fuse_simple_request(get_fuse_mount(inode), &args); // want suid-drop "->copy_file_range() changes data"
	if (!err)
		truncate_pagecache_range(inode, out_at, out_at + length - 1);
	inode_unlock(inode);
	return err ? err : length;
}

/* The real file has methods of its own, and they know nothing of this one. */
static ssize_t example_splice_write(struct pipe_inode_info *pipe, struct file *out, loff_t *position, size_t length, unsigned int flags)
{
	struct file *real = example_real_file(out);

	return iter_file_splice_write(pipe, real, position, length, flags); // want suid-drop "->splice_write() changes data"
}

const struct file_operations example_file_operations = {
	.copy_file_range = example_copy,
	.splice_write = example_splice_write,
};
