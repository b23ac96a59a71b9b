/* A shared writable mapping may never be written to; both times belong to page_mkwrite. */
#define TREE_6_12
#include <linux/mm.h>

static int note_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct inode *inode = file_inode(file);

	if ((vma->vm_flags & VM_SHARED) && (vma->vm_flags & VM_MAYWRITE)) {
		inode_set_mtime_to_ts(inode, // want mmap-timestamps "mtime"
				      inode_set_ctime_current(inode)); // want mmap-timestamps "ctime"
		mark_inode_dirty(inode);
	}
	return generic_file_mmap(file, vma);
}

const struct file_operations note_file_operations = {
	.mmap = note_mmap,
};
