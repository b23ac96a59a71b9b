/* Mapping a file reads it as far as atime goes: file_accessed() is what a handler is meant to call. */
#define TREE_6_12
#include <linux/mm.h>

static const struct vm_operations_struct calm_vm_ops = {
	.fault = filemap_fault,
};

static int calm_mmap(struct file *file, struct vm_area_struct *vma)
{
	file_accessed(file); // ok mmap-timestamps
	vma->vm_ops = &calm_vm_ops;
	return 0;
}

const struct file_operations calm_file_operations = {
	.mmap = calm_mmap,
};
