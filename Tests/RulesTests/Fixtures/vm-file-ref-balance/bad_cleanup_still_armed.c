/* The cleanup drops the new file at the end of the scope although the vma took it over: no_free_ptr() is missing. */
#define TREE_6_12
#include <linux/file.h>
#include <linux/mm.h>

static int auto_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *backing __free(fput) = get_file(file->private_data);
	int ret;

	if (!backing->f_op->mmap)
		return -ENODEV;

	vma->vm_file = backing; // want vm-file-ref-balance "vm_file"
	ret = call_mmap(vma->vm_file, vma);
	fput(file);
	return ret;
}

const struct file_operations auto_file_operations = {
	.mmap = auto_mmap,
};
