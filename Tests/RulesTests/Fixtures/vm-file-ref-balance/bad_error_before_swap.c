/* The label is right behind the swap; before it the vma still holds the old file, and mm drops that itself. */
#define TREE_6_12
#include <linux/mm.h>

static int hurry_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *backing = file->private_data;
	int ret;

	ret = security_mmap_backing_file(vma, backing, file);
	if (ret)
		goto put_old;

	vma->vm_file = get_file(backing); // ok vm-file-ref-balance
	ret = call_mmap(vma->vm_file, vma);

put_old:
	fput(file); // want vm-file-ref-balance "vm_file"
	return ret;
}

const struct file_operations hurry_file_operations = {
	.mmap = hurry_mmap,
};
