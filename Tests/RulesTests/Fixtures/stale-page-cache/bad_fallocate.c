#define TREE_6_12
#include <linux/fuse_duties.h>

static int example_punch(struct file *file)
{
	struct inode *inode = file_inode(file);
	struct fuse_args args = { .opcode = FUSE_FALLOCATE, .nodeid = inode->i_ino };
	int err = file_modified(file);

	if (!err)
		err = fuse_simple_request(get_fuse_mount(inode), &args); // note "the request is sent here"
	return err;
}

/* The pages are dropped for holes, and not for zeroes. */
static long example_fallocate(struct file *file, int mode, loff_t offset, loff_t length)
{
	struct inode *inode = file_inode(file);
	int err;

	if (!(mode & (FALLOC_FL_PUNCH_HOLE | FALLOC_FL_ZERO_RANGE)))
		return -EOPNOTSUPP;
	err = filemap_write_and_wait_range(inode->i_mapping, offset, offset + length - 1);
	if (err)
		return err;
	err = example_punch(file); // want stale-page-cache "->fallocate() succeeds, and the page cache still has"
	if (!err && mode & FALLOC_FL_PUNCH_HOLE)
		truncate_pagecache_range(inode, offset, offset + length - 1);
	return err; // note "success is returned here"
}

const struct file_operations example_file_operations = {
	.fallocate = example_fallocate,
};
