/* Two files and three calls away from the slot, and still in mmap. */
#define TREE_6_12
#include <linux/mm.h>

int depot_mmap_shared(struct file *file, struct vm_area_struct *vma);

static int depot_mmap(struct file *file, struct vm_area_struct *vma)
{
	if (vma->vm_flags & VM_MAYSHARE)
		return depot_mmap_shared(file, vma); // note "depot_mmap_shared"
	return generic_file_mmap(file, vma);
}

const struct file_operations depot_file_operations = {
	.mmap = depot_mmap,
};
