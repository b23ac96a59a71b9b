/* The helper does what vma_set_file() does, for a tree that has it under another name. */
#define TREE_6_1
#include <linux/mm.h>

static void trim_set_file(struct vm_area_struct *vma, struct file *file)
{
	get_file(file);
	swap(vma->vm_file, file);
	fput(file); // ok vm-file-ref-balance
}

static int trim_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *real = file->private_data;

	trim_set_file(vma, real); // ok vm-file-ref-balance
	return call_mmap(vma->vm_file, vma);
}

const struct file_operations trim_file_operations = {
	.mmap = trim_mmap,
};
