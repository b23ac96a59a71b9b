/* Reading the origin's attributes is fine in getattr; from mmap it moves mtime and ctime. */
#define TREE_6_1
#include "shadow.h"

static int shadow_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct inode *inode = file_inode(file);

	if (SHADOW_I(inode)->origin)
		shadow_pull_attributes(inode); // note "shadow_pull_attributes"

	return generic_file_mmap(file, vma);
}

const struct file_operations shadow_file_operations = {
	.read_iter = generic_file_read_iter,
	.mmap = shadow_mmap,
};
