/* Before 5.11 nobody looks at vma->vm_file after a failure: the handler must drop the new file, and does not. */
#define TREE_5_10
#include <linux/mm.h>

static int aged_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *backing = file->private_data;
	int ret;

	vma->vm_file = get_file(backing); // want vm-file-ref-balance
	ret = call_mmap(vma->vm_file, vma);
	if (!ret)
		fput(file); // ok vm-file-ref-balance
	return ret;
}

const struct file_operations aged_file_operations = {
	.mmap = aged_mmap,
};
