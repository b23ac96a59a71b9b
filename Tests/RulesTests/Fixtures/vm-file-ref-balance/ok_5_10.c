/* Before 5.11, on error: drop the new file and leave the old one, which mm drops itself. */
#define TREE_5_10
#include <linux/mm.h>

static int aged_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *backing = file->private_data;
	int ret;

	if (!backing->f_op->mmap)
		return -ENODEV;

	vma->vm_file = get_file(backing);
	ret = call_mmap(vma->vm_file, vma);
	if (ret)
		fput(backing); // ok vm-file-ref-balance
	else
		fput(file); // ok vm-file-ref-balance
	return ret;
}

const struct file_operations aged_file_operations = {
	.mmap = aged_mmap,
};
