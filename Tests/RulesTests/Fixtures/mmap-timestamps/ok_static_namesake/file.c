/* Two static functions of one name: mmap calls the one of its own file. */
#define TREE_6_1
#include <linux/mm.h>

static void pair_touch(struct inode *inode)
{
	inode->i_atime = current_time(inode);
}

static int pair_mmap(struct file *file, struct vm_area_struct *vma)
{
	pair_touch(file_inode(file));
	return generic_file_mmap(file, vma);
}

const struct file_operations pair_file_operations = {
	.mmap = pair_mmap,
};
