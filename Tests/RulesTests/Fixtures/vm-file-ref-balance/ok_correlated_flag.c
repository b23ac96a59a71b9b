/* The flag says whether the file was replaced; both tests of it go the same way. */
#define TREE_6_1
#include <linux/mm.h>

static int twin_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *backing = file->private_data;
	bool replaced = false;
	int ret;

	if (backing) {
		vma->vm_file = get_file(backing); // ok vm-file-ref-balance
		replaced = true;
	}

	ret = generic_file_mmap(vma->vm_file, vma);

	if (replaced)
		fput(file); // ok vm-file-ref-balance
	return ret;
}

const struct file_operations twin_file_operations = {
	.mmap = twin_mmap,
};
