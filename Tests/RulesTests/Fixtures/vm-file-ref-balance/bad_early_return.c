/* The check in between returns with the old file's reference still held. */
#define TREE_6_12
#include <linux/mm.h>

static int rush_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *backing = file->private_data;
	int ret;

	vma->vm_file = get_file(backing); // want vm-file-ref-balance

	ret = security_mmap_backing_file(vma, backing, file);
	if (ret)
		return ret;

	ret = call_mmap(vma->vm_file, vma);
	fput(file); // ok vm-file-ref-balance
	return ret;
}

const struct file_operations rush_file_operations = {
	.mmap = rush_mmap,
};
