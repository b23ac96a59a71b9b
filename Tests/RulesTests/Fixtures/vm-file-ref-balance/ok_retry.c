/* Each failed attempt is undone before the next; the last one leaves the vma as it came. */
#define TREE_6_1
#include <linux/mm.h>

struct many_file {
	struct file *lower[2];
};

static int many_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct many_file *mf = file->private_data;
	int ret = -ENODEV;
	int i;

	for (i = 0; i < 2; i++) {
		vma->vm_file = get_file(mf->lower[i]); // ok vm-file-ref-balance
		ret = call_mmap(vma->vm_file, vma);
		if (!ret) {
			fput(file); // ok vm-file-ref-balance
			return 0;
		}
		vma->vm_file = file; // ok vm-file-ref-balance
		fput(mf->lower[i]); // ok vm-file-ref-balance
	}
	return ret;
}

const struct file_operations many_file_operations = {
	.mmap = many_mmap,
};
