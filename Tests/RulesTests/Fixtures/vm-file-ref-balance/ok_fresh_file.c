/* shmem_file_setup() returns a reference that the caller owns: storing it hands it to the vma, no get_file() needed. */
#define TREE_6_12
#include <linux/file.h>
#include <linux/mm.h>

static int void_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *fresh;

	if (!(vma->vm_flags & VM_SHARED))
		return generic_file_mmap(file, vma);

	fresh = shmem_file_setup("void", vma->vm_end - vma->vm_start, vma->vm_flags);
	if (IS_ERR(fresh))
		return PTR_ERR(fresh);

	fput(vma->vm_file); // ok vm-file-ref-balance
	vma->vm_file = fresh; // ok vm-file-ref-balance
	return 0;
}

const struct file_operations void_file_operations = {
	.mmap = void_mmap,
};
