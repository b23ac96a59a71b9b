/* Right under both contracts: on error the vma has its old file again. */
#define TREE_5_10
#include <linux/mm.h>

static int aged_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *backing = file->private_data;
	int ret;

	vma->vm_file = get_file(backing);
	ret = call_mmap(vma->vm_file, vma);
	if (ret)
		goto restore;

	fput(file); // ok vm-file-ref-balance
	return 0;

restore:
	vma->vm_file = file; // ok vm-file-ref-balance
	fput(backing); // ok vm-file-ref-balance
	return ret;
}

const struct file_operations aged_file_operations = {
	.mmap = aged_mmap,
};
