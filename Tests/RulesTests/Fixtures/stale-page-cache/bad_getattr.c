#define TREE_6_12
#include <linux/fuse_duties.h>

static unsigned int example_kept(struct inode *inode)
{
	if (!get_fuse_conn(inode)->writeback_cache || !S_ISREG(inode->i_mode))
		return 0;
	return 0x200;
}

static void example_change(struct inode *inode, loff_t size)
{
	unsigned int kept = example_kept(inode);
	loff_t old = inode->i_size;

	if (!(kept & 0x200))
		i_size_write(inode, size); // want stale-page-cache "the page cache is not truncated"
	if (!kept && S_ISREG(inode->i_mode) && old < size)
		truncate_pagecache(inode, size);
}

/* The server says that the file has become shorter. */
static int example_getattr(struct inode *inode, struct kstat *stat, u32 request_mask)
{
	struct fuse_args args = { .opcode = 3, .nodeid = inode->i_ino };
	int err;

	if (fuse_is_bad(inode))
		return -EIO;
	err = fuse_simple_request(get_fuse_mount(inode), &args);
	if (!err)
		example_change(inode, args.nodeid);
	return err;
}

const struct inode_operations example_inode_operations = {
	.getattr = example_getattr,
};
