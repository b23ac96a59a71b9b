/* atime may change, also by its field; touch_atime() does the same with more checks. */
#define TREE_6_1
#include <linux/mm.h>

static int calm_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct inode *inode = file_inode(file);
	struct inode *lower_inode = file->f_mapping->host;

	if (file->f_flags & O_NOATIME)
		return generic_file_mmap(file, vma);

	inode->i_atime = lower_inode->i_atime; // ok mmap-timestamps
	inode->i_atime.tv_nsec = 0; // ok mmap-timestamps
	touch_atime(&file->f_path); // ok mmap-timestamps
	return generic_file_mmap(file, vma);
}

const struct file_operations calm_file_operations = {
	.mmap = calm_mmap,
};
