/* The error branch drops the old file and then falls into the label that drops it again. */
#define TREE_6_1
#include <linux/mm.h>

void slip_forget(struct inode *inode);

static int slip_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *backing = file->private_data;
	int ret;

	vma->vm_file = get_file(backing);
	ret = call_mmap(vma->vm_file, vma);
	if (ret) {
		slip_forget(file_inode(file));
		fput(file);
		goto out;
	}
	file_accessed(file);
out:
	fput(file); // want vm-file-ref-balance
	return ret;
}

const struct file_operations slip_file_operations = {
	.mmap = slip_mmap,
};
