/* The reference is taken for shared mappings only, but every vma drops its file. */
#define TREE_6_12
#include <linux/mm.h>

static int half_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *backing = file->private_data;

	if (vma->vm_flags & VM_MAYSHARE)
		get_file(backing);

	vma->vm_file = backing; // want vm-file-ref-balance "vm_file"
	fput(file);
	return call_mmap(backing, vma);
}

const struct file_operations half_file_operations = {
	.mmap = half_mmap,
};
