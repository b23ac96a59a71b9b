/* The slot's handler hands over to another file of the same filesystem. */
#define TREE_6_1
#include <linux/mm.h>

int moor_passthrough_mmap(struct file *file, struct vm_area_struct *vma);

static int moor_mmap(struct file *file, struct vm_area_struct *vma)
{
	if (file->private_data)
		return moor_passthrough_mmap(file, vma); // note "moor_passthrough_mmap"

	file_accessed(file);
	return generic_file_mmap(file, vma);
}

const struct file_operations moor_file_operations = {
	.mmap = moor_mmap,
};
