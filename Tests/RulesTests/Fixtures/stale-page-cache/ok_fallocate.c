#define TREE_6_12
#include <linux/fuse_duties.h>

static long example_fallocate(struct file *file, int mode, loff_t offset, loff_t length)
{
	struct inode *inode = file_inode(file);
	struct fuse_args args = { .opcode = FUSE_FALLOCATE, .nodeid = inode->i_ino };
	bool drops = mode & (FALLOC_FL_PUNCH_HOLE | FALLOC_FL_ZERO_RANGE);
	loff_t size;
	int err;

	if (mode & ~(FALLOC_FL_KEEP_SIZE | FALLOC_FL_PUNCH_HOLE | FALLOC_FL_ZERO_RANGE))
		return -EOPNOTSUPP;
	inode_lock(inode);
	if (drops) {
		err = filemap_write_and_wait_range(inode->i_mapping, offset, offset + length - 1);
		if (err)
			goto out;
	}
	err = file_modified(file);
	if (err)
		goto out;
	err = fuse_simple_request(get_fuse_mount(inode), &args); // ok stale-page-cache
	if (err == -ENOSYS)
		err = -EOPNOTSUPP;
	if (err)
		goto out;
	size = i_size_read(inode);
	if (!(mode & FALLOC_FL_KEEP_SIZE) && offset + length > size)
		truncate_pagecache_range(inode, size, offset + length - 1);
	if (drops)
		truncate_pagecache_range(inode, offset, offset + length - 1);
out:
	inode_unlock(inode);
	return err;
}

const struct file_operations example_file_operations = {
	.fallocate = example_fallocate,
};
