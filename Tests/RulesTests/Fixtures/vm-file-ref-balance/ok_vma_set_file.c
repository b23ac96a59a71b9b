/* vma_set_file() takes the new reference and drops the old one; each return leaves the vma its file. */
#define TREE_6_12
#include <linux/mm.h>

static int even_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *real = file->private_data;
	int ret;

	if (WARN_ON_ONCE(file != vma->vm_file))
		return -EIO;

	if (!real->f_op->mmap)
		return -ENODEV;

	vma_set_file(vma, real); // ok vm-file-ref-balance

	ret = security_mmap_backing_file(vma, real, file);
	if (ret)
		return ret;

	ret = call_mmap(vma->vm_file, vma);
	file_accessed(file);
	return ret;
}

const struct file_operations even_file_operations = {
	.mmap = even_mmap,
};
