#define TREE_6_12
#include <linux/fuse_duties.h>

/* What is copied is written back, what it is copied over is not. */
static ssize_t example_copy(struct file *in, loff_t in_at, struct file *out, loff_t out_at, size_t length, unsigned int flags)
{
	struct inode *inode = file_inode(out);
	struct fuse_args args = { .opcode = FUSE_COPY_FILE_RANGE, .nodeid = inode->i_ino };
	ssize_t err = file_modified(out);

	if (err)
		return err;
	err = filemap_write_and_wait_range(file_inode(in)->i_mapping, in_at, in_at + length - 1);
	if (err)
		return err;
	err = fuse_simple_request(get_fuse_mount(inode), &args); // want stale-page-cache "dirty pages were not written back before"
	if (err)
		return err;
	truncate_pagecache_range(inode, out_at, out_at + length - 1);
	return length;
}

/* The pages of the wrong one are dropped. */
static ssize_t example_copy_all(struct file *in, loff_t in_at, struct file *out, loff_t out_at, size_t length, unsigned int flags)
{
	struct inode *inode = file_inode(out);
	struct fuse_args args = { .opcode = FUSE_COPY_FILE_RANGE, .nodeid = inode->i_ino };
	ssize_t err = file_modified(out);

	if (err)
		return err;
	filemap_write_and_wait_range(file_inode(in)->i_mapping, in_at, in_at + length - 1);
	filemap_write_and_wait_range(inode->i_mapping, out_at, out_at + length - 1);
	err = fuse_simple_request(get_fuse_mount(inode), &args); // want stale-page-cache "the page cache still has"
	if (err)
		return err;
	truncate_pagecache_range(file_inode(in), out_at, out_at + length - 1);
	return length;
}

const struct file_operations example_file_operations = {
	.copy_file_range = example_copy,
};

const struct file_operations example_other_operations = {
	.copy_file_range = example_copy_all,
};
