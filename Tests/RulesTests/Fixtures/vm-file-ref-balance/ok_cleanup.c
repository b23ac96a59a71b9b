/* The cleanup drops the new file on the early returns; from no_free_ptr() on the vma owns it. */
#define TREE_6_12
#include <linux/file.h>
#include <linux/mm.h>

static int auto_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *backing __free(fput) = get_file(file->private_data);
	int ret;

	if (!backing->f_op->mmap)
		return -ENODEV;

	ret = security_mmap_backing_file(vma, backing, file);
	if (ret)
		return ret;

	fput(vma->vm_file); // ok vm-file-ref-balance
	vma->vm_file = no_free_ptr(backing); // ok vm-file-ref-balance
	return call_mmap(vma->vm_file, vma);
}

const struct file_operations auto_file_operations = {
	.mmap = auto_mmap,
};
