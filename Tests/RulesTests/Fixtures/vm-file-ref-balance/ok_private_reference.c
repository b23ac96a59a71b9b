/* The reference goes to vm_private_data, and close drops it; vma->vm_file stays what it was. */
#define TREE_6_12
#include <linux/mm.h>

static void bind_vma_close(struct vm_area_struct *vma)
{
	fput(vma->vm_private_data);
}

static const struct vm_operations_struct bind_vm_ops = {
	.close = bind_vma_close,
	.fault = filemap_fault,
};

static int bind_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *backing = file->private_data;

	vma->vm_private_data = get_file(backing); // ok vm-file-ref-balance
	vma->vm_ops = &bind_vm_ops;
	file_accessed(file);
	return 0;
}

const struct file_operations bind_file_operations = {
	.mmap = bind_mmap,
};
