/* Through a pointer to the field it is still the inode's mtime. */
#define TREE_6_1
#include <linux/mm.h>

static int drum_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct inode *inode = file_inode(file);
	struct timespec64 *mtime = &inode->i_mtime;
	struct timespec64 now = current_time(inode);

	if (timespec64_compare(mtime, &now) < 0)
		*mtime = now; // want mmap-timestamps "mtime"
	return generic_file_mmap(file, vma);
}

const struct file_operations drum_file_operations = {
	.mmap = drum_mmap,
};
