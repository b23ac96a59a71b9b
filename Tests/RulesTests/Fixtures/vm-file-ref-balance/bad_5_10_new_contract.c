/* Before 5.11 mm drops the file that it passed in when mmap fails: what is right since then drops it twice here. */
#define TREE_5_10
#include <linux/mm.h>

static int aged_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *backing = file->private_data;
	int ret;

	vma->vm_file = get_file(backing);
	ret = call_mmap(vma->vm_file, vma);
	fput(file); // want vm-file-ref-balance
	return ret;
}

const struct file_operations aged_file_operations = {
	.mmap = aged_mmap,
};
