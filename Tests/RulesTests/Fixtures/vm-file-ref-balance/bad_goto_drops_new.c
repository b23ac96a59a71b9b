/* Unwinding in the usual reversed order is wrong here: the new file belongs to the vma from the store on. */
#define TREE_6_12
#include <linux/mm.h>
#include <linux/slab.h>

struct knot {
	struct file *file;
};

static void knot_vma_close(struct vm_area_struct *vma)
{
	struct knot *knot = vma->vm_private_data;

	fput(knot->file); // ok vm-file-ref-balance
	kfree(knot);
}

static const struct vm_operations_struct knot_vm_ops = {
	.close = knot_vma_close,
	.fault = filemap_fault,
};

static int knot_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *backing = file->private_data;
	struct knot *knot;
	int ret;

	knot = kmalloc(sizeof(*knot), GFP_KERNEL);
	if (!knot)
		return -ENOMEM;

	vma->vm_file = get_file(backing);
	ret = call_mmap(vma->vm_file, vma);
	if (ret)
		goto put_backing;

	knot->file = file;
	vma->vm_private_data = knot;
	vma->vm_ops = &knot_vm_ops;
	return 0;

put_backing:
	fput(backing); // want vm-file-ref-balance "vm_file"
	kfree(knot);
	return ret;
}

const struct file_operations knot_file_operations = {
	.mmap = knot_mmap,
};
