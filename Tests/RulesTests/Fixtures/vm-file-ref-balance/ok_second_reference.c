/* Two references, two owners: the vma's file and the private data that close drops; on error the handler drops its own. */
#define TREE_6_12
#include <linux/mm.h>

static void dual_vma_close(struct vm_area_struct *vma)
{
	fput(vma->vm_private_data);
}

static const struct vm_operations_struct dual_vm_ops = {
	.close = dual_vma_close,
	.fault = filemap_fault,
};

static int dual_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *backing = get_file(file->private_data);
	int ret;

	vma_set_file(vma, backing);
	ret = call_mmap(vma->vm_file, vma);
	if (ret) {
		fput(backing); // ok vm-file-ref-balance
		return ret;
	}

	vma->vm_private_data = backing;
	vma->vm_ops = &dual_vm_ops;
	return 0;
}

const struct file_operations dual_file_operations = {
	.mmap = dual_mmap,
};
