/* vma->vm_file is only read; the references that the handler takes and drops are for its own use. */
#define TREE_6_1
#include <linux/mm.h>

int keen_prepare(struct file *lower, unsigned long length);

static int keen_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *lower = get_file(file->private_data);
	int err;

	if (vma->vm_file != file)
		pr_debug("mapped through another file\n");

	err = keen_prepare(lower, vma->vm_end - vma->vm_start);
	fput(lower); // ok vm-file-ref-balance
	if (err)
		return err;
	return generic_file_mmap(vma->vm_file, vma);
}

const struct file_operations keen_file_operations = {
	.mmap = keen_mmap,
};
