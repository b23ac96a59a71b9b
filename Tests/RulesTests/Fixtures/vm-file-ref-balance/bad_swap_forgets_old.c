/* After the swap the local holds the old file with its reference, and goes out of scope with it. */
#define TREE_6_12
#include <linux/mm.h>

static int flip_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *other = file->private_data;

	get_file(other);
	swap(vma->vm_file, other); // want vm-file-ref-balance
	return call_mmap(vma->vm_file, vma);
}

const struct file_operations flip_file_operations = {
	.mmap = flip_mmap,
};
