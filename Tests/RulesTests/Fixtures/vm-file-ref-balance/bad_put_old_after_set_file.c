/* vma_set_file() has dropped the old file already; this drops the reference of whoever called mmap(2). */
#define TREE_6_12
#include <linux/mm.h>

static int over_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *real = file->private_data;
	int ret;

	vma_set_file(vma, real);
	ret = call_mmap(real, vma);
	fput(file); // want vm-file-ref-balance
	return ret;
}

const struct file_operations over_file_operations = {
	.mmap = over_mmap,
};
