/* The stores are there to be read, not to be run: the conditions are constant and false. */
#define TREE_6_1
#include <linux/mm.h>

static int dust_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct inode *inode = file_inode(file);

	if (0)
		inode->i_mtime = current_time(inode); // ok mmap-timestamps
	if (IS_ENABLED(CONFIG_DUST_STRICT) && (vma->vm_flags & VM_WRITE))
		inode->i_ctime = current_time(inode); // ok mmap-timestamps
	return generic_file_mmap(file, vma);
}

const struct file_operations dust_file_operations = {
	.mmap = dust_mmap,
};
