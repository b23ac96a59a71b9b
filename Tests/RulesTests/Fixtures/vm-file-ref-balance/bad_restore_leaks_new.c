/* Putting the old file back overwrites the only pointer that owned the new one. */
#define TREE_6_12
#include <linux/mm.h>

static int undo_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *backing = file->private_data;
	int ret;

	vma->vm_file = get_file(backing);
	ret = call_mmap(vma->vm_file, vma);
	if (ret) {
		vma->vm_file = file; // want vm-file-ref-balance
		return ret;
	}
	fput(file);
	return 0;
}

const struct file_operations undo_file_operations = {
	.mmap = undo_mmap,
};
