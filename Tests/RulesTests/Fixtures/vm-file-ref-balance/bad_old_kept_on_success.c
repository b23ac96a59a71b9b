/* Nobody drops the reference to the user's file when all goes well: it can never be released. */
#define TREE_6_1
#include <linux/mm.h>

static int glue_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *backing = file->private_data;
	int ret;

	vma->vm_file = get_file(backing); // want vm-file-ref-balance
	ret = call_mmap(vma->vm_file, vma);
	if (ret)
		fput(file); // ok vm-file-ref-balance
	return ret;
}

const struct file_operations glue_file_operations = {
	.mmap = glue_mmap,
};
