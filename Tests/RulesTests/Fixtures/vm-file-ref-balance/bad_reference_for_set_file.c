/* vma_set_file() takes a reference of its own: the one taken for it is never dropped. */
#define TREE_6_12
#include <linux/mm.h>

static int rich_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *real = file->private_data;

	vma_set_file(vma, get_file(real)); // want vm-file-ref-balance
	return call_mmap(vma->vm_file, vma);
}

const struct file_operations rich_file_operations = {
	.mmap = rich_mmap,
};
