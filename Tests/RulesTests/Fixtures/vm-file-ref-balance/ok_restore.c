/* On error everything is as it was: the old file is back in the vma, the new one is dropped. */
#define TREE_6_12
#include <linux/mm.h>

static int undo_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *backing = file->private_data;
	int ret;

	vma->vm_file = get_file(backing);
	ret = call_mmap(vma->vm_file, vma);
	if (ret) {
		vma->vm_file = file; // ok vm-file-ref-balance
		fput(backing); // ok vm-file-ref-balance
		return ret;
	}
	fput(file); // ok vm-file-ref-balance
	return 0;
}

const struct file_operations undo_file_operations = {
	.mmap = undo_mmap,
};
