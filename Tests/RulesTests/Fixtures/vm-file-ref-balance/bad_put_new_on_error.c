/* mm drops what vma->vm_file holds when mmap fails: the error path drops it a second time and leaks the old file. */
#define TREE_6_1
#include <linux/mm.h>

struct pass_file {
	struct file *backing;
	const struct cred *cred;
};

static int pass_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct pass_file *pf = file->private_data;
	struct file *backing = pf->backing;
	const struct cred *old_cred;
	int ret;

	if (!backing->f_op->mmap)
		return -ENODEV;

	if (WARN_ON(file != vma->vm_file))
		return -EIO;

	vma->vm_file = get_file(backing);

	old_cred = override_creds(pf->cred);
	ret = call_mmap(vma->vm_file, vma);
	revert_creds(old_cred);

	if (ret)
		fput(backing); // want vm-file-ref-balance "vm_file"
	else
		fput(file); // ok vm-file-ref-balance

	return ret;
}

const struct file_operations pass_file_operations = {
	.mmap = pass_mmap,
};
