/* The helper puts in the new file and forgets the old one; its only caller trusts it. */
#define TREE_6_1
#include <linux/mm.h>

static void lean_replace_file(struct vm_area_struct *vma, struct file *new)
{
	vma->vm_file = get_file(new); // want vm-file-ref-balance
}

static int lean_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *backing = file->private_data;

	if (!backing->f_op->mmap)
		return -ENODEV;

	lean_replace_file(vma, backing);
	return call_mmap(backing, vma);
}

const struct file_operations lean_file_operations = {
	.mmap = lean_mmap,
};
