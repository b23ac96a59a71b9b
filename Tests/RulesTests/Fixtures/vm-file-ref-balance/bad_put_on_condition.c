/* The old file is dropped for shared mappings only, but it is replaced in all of them. */
#define TREE_6_1
#include <linux/mm.h>

static int part_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *backing = file->private_data;
	int ret;

	vma->vm_file = get_file(backing); // want vm-file-ref-balance
	ret = call_mmap(vma->vm_file, vma);
	if (vma->vm_flags & VM_MAYSHARE)
		fput(file); // ok vm-file-ref-balance
	return ret;
}

const struct file_operations part_file_operations = {
	.mmap = part_mmap,
};
