/* file_update_time() sets mtime and ctime to now; only a write may do that, a mapping is none yet. */
#define TREE_6_12
#include <linux/mm.h>

static int log_mmap(struct file *file, struct vm_area_struct *vma)
{
	int err;

	if (vma->vm_flags & VM_WRITE) {
		err = file_update_time(file); // want mmap-timestamps "file_update_time"
		if (err)
			return err;
	}
	return generic_file_mmap(file, vma);
}

const struct file_operations log_file_operations = {
	.write_iter = generic_file_write_iter,
	.mmap = log_mmap,
};
