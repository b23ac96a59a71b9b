/* The helper has put the new file into the vma before it failed, and mm drops it from there. */
#define TREE_6_12
#include <linux/backing-file.h>

struct over_file {
	struct file *real;
	const struct cred *cred;
};

static int over_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct over_file *of = file->private_data;
	struct backing_file_ctx ctx = {
		.cred = of->cred,
		.user_file = file,
		.accessed = file_accessed,
	};
	int ret;

	ret = backing_file_mmap(of->real, vma, &ctx);
	if (ret)
		fput(of->real); // want vm-file-ref-balance
	return ret;
}

const struct file_operations over_file_operations = {
	.mmap = over_mmap,
};
