/* The old file moves to a variable that drops it on every way out. */
#define TREE_6_12
#include <linux/file.h>
#include <linux/mm.h>

static int auto_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *backing = file->private_data;
	struct file *old __free(fput) = vma->vm_file;
	int ret;

	vma->vm_file = get_file(backing); // ok vm-file-ref-balance
	ret = security_mmap_backing_file(vma, backing, old);
	if (ret)
		return ret;
	return call_mmap(backing, vma);
}

const struct file_operations auto_file_operations = {
	.mmap = auto_mmap,
};
