/* The namesake changes mtime, in a function that serves fallocate. */
#define TREE_6_1
#include <linux/fs.h>

static void pair_touch(struct inode *inode)
{
	inode->i_mtime = current_time(inode); // ok mmap-timestamps
}

static long pair_fallocate(struct file *file, int mode, loff_t offset, loff_t length)
{
	pair_touch(file_inode(file));
	return 0;
}

const struct file_operations pair_dir_operations = {
	.fallocate = pair_fallocate,
};
