/* The helper owns the swap; the handler adds nothing to it. */
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

	return backing_file_mmap(of->real, vma, &ctx); // ok vm-file-ref-balance
}

const struct file_operations over_file_operations = {
	.mmap = over_mmap,
};
