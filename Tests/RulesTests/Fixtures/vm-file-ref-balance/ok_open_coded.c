/* The old file is dropped whatever call_mmap() says, and the vma owns the new one. */
#define TREE_6_1
#include <linux/mm.h>

static int even_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *backing = file->private_data;
	int ret;

	vma->vm_file = get_file(backing); // ok vm-file-ref-balance
	ret = call_mmap(vma->vm_file, vma);
	fput(file); // ok vm-file-ref-balance
	return ret;
}

const struct file_operations even_file_operations = {
	.mmap = even_mmap,
};
