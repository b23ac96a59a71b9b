/* The vma drops its file in the end, whether or not anyone got a reference for it: here none was taken. */
#define TREE_6_12
#include <linux/mm.h>

static int lent_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *backing = file->private_data;
	int ret;

	vma->vm_file = backing; // want vm-file-ref-balance "vm_file"
	ret = call_mmap(backing, vma);
	fput(file); // ok vm-file-ref-balance
	return ret;
}

const struct file_operations lent_file_operations = {
	.mmap = lent_mmap,
};
