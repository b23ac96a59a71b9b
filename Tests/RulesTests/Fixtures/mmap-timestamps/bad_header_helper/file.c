/* ctime changes when the inode does; a new mapping does not change it. */
#define TREE_6_12
#include "pool.h"

static int pool_mmap(struct file *file, struct vm_area_struct *vma)
{
	pool_stamp(file_inode(file)); // note "pool_stamp"
	return generic_file_mmap(file, vma);
}

static long pool_fallocate(struct file *file, int mode, loff_t offset, loff_t length)
{
	if (offset < 0 || length <= 0)
		return -EINVAL;
	pool_stamp(file_inode(file));
	return 0;
}

const struct file_operations pool_file_operations = {
	.mmap = pool_mmap,
	.fallocate = pool_fallocate,
};
