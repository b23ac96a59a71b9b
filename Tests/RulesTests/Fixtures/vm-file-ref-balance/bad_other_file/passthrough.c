/* On error the new file is dropped under the vma that points to it; the caller's file is never dropped. */
#define TREE_6_1
#include <linux/mm.h>

int moor_passthrough_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *backing = file->private_data;
	int ret;

	vma->vm_file = get_file(backing);
	ret = call_mmap(vma->vm_file, vma);

	fput(ret ? backing : file); // want vm-file-ref-balance "vm_file"
	return ret;
}
