/* After the check the file and vma->vm_file are the same; it is dropped before it is replaced. */
#define TREE_6_1
#include <linux/mm.h>

static int firm_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *backing = file->private_data;

	if (WARN_ON(file != vma->vm_file))
		return -EIO;

	if (!(vma->vm_flags & VM_MAYSHARE))
		return generic_file_mmap(file, vma);

	get_file(backing);
	fput(vma->vm_file); // ok vm-file-ref-balance
	vma->vm_file = backing; // ok vm-file-ref-balance
	return call_mmap(backing, vma);
}

const struct file_operations firm_file_operations = {
	.mmap = firm_mmap,
};
