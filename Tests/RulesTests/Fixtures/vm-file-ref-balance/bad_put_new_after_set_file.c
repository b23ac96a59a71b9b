/* vma_set_file() moved ownership to the vma; mm drops the new file on error, so the handler must not. */
#define TREE_6_1
#include <linux/mm.h>

static int over_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *real = file->private_data;
	int ret;

	if (!real->f_op->mmap)
		return -ENODEV;

	vma_set_file(vma, real);
	ret = call_mmap(vma->vm_file, vma);
	if (ret)
		fput(real); // want vm-file-ref-balance "vm_file"
	else
		file_accessed(file);
	return ret;
}

const struct file_operations over_file_operations = {
	.mmap = over_mmap,
};
