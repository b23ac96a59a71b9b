/* The old file is put back and dropped, so mm drops it again; the new one is what had to be dropped. */
#define TREE_6_1
#include <linux/mm.h>

static int undo_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *backing = file->private_data;
	int ret;

	vma->vm_file = get_file(backing);
	ret = call_mmap(vma->vm_file, vma);
	if (ret)
		vma->vm_file = file;
	fput(file); // want vm-file-ref-balance "vm_file"
	return ret;
}

const struct file_operations undo_file_operations = {
	.mmap = undo_mmap,
};
