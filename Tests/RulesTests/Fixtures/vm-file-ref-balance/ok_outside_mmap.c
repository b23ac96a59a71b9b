/* Not reached from mmap: this vma has no owner whose contract is known, so the rule does not judge. */
#define TREE_6_12
#include <linux/file.h>
#include <linux/mm.h>

int zero_setup(struct vm_area_struct *vma)
{
	struct file *fresh = shmem_file_setup("zero", vma->vm_end - vma->vm_start, vma->vm_flags);

	if (IS_ERR(fresh))
		return PTR_ERR(fresh);
	vma->vm_file = fresh; // ok vm-file-ref-balance
	return 0;
}

static int zero_release(struct inode *inode, struct file *file)
{
	fput(file->private_data); // ok vm-file-ref-balance
	return 0;
}

const struct file_operations zero_file_operations = {
	.release = zero_release,
	.mmap = generic_file_mmap,
};
