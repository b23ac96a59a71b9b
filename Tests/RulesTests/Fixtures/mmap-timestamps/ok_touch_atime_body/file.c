/* file_accessed() stays legal when the bodies behind it can be read. */
#define TREE_6_12
#include <linux/mm.h>

static int calm_mmap(struct file *file, struct vm_area_struct *vma)
{
	file_accessed(file); // ok mmap-timestamps
	touch_atime(&file->f_path); // ok mmap-timestamps
	return generic_file_mmap(file, vma);
}

const struct file_operations calm_file_operations = {
	.mmap = calm_mmap,
};
