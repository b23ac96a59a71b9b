/* Which file is the old one is told by a local read before the store, not by the parameter's name. */
#define TREE_6_1
#include <linux/mm.h>

struct hook_file {
	struct file *lower;
};

static int hook_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct hook_file *hf = file->private_data;
	struct file *old = vma->vm_file;
	int ret = -ENODEV;

	if (!hf->lower)
		goto out;

	vma->vm_file = get_file(hf->lower); // ok vm-file-ref-balance
	ret = call_mmap(hf->lower, vma);
	fput(old); // ok vm-file-ref-balance
out:
	return ret;
}

const struct file_operations hook_file_operations = {
	.mmap = hook_mmap,
};
