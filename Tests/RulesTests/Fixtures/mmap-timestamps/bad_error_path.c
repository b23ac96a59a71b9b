/* A mapping that failed changes times even less than one that succeeded. */
#define TREE_6_12
#include <linux/mm.h>

int cask_reserve(struct inode *inode, unsigned long pages);
void cask_unreserve(struct inode *inode, unsigned long pages);

static int cask_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct inode *inode = file_inode(file);
	unsigned long pages = (vma->vm_end - vma->vm_start) >> PAGE_SHIFT;
	int err;

	err = cask_reserve(inode, pages);
	if (err)
		return err;

	err = generic_file_mmap(file, vma);
	if (err)
		goto unreserve;

	file_accessed(file);
	return 0;

unreserve:
	cask_unreserve(inode, pages);
	inode_set_ctime_current(inode); // want mmap-timestamps "ctime"
	return err;
}

const struct file_operations cask_file_operations = {
	.mmap = cask_mmap,
};
