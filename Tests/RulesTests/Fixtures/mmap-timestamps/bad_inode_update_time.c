/* inode_update_time() changes the times whose flags it is given: S_MTIME and S_CTIME here. */
#define TREE_6_12
#include <linux/mm.h>

static int pack_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct inode *inode = file_inode(file);

	inode_update_time(inode, S_ATIME); // ok mmap-timestamps
	if (vma->vm_flags & VM_MAYSHARE)
		inode_update_time(inode, S_MTIME | S_CTIME); // want mmap-timestamps "inode_update_time"
	return 0;
}

const struct file_operations pack_file_operations = {
	.mmap = pack_mmap,
};
