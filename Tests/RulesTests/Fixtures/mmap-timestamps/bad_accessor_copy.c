/* The same copy from the lower inode, in a kernel whose timestamps are reached by accessors. */
#define TREE_6_12
#include <linux/mm.h>

static void stack_vma_close(struct vm_area_struct *vma)
{
	mark_inode_dirty_sync(file_inode(vma->vm_file));
}

static const struct vm_operations_struct stack_vm_ops = {
	.close = stack_vma_close,
	.fault = filemap_fault,
};

static int stack_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *lower = file->private_data;
	struct inode *inode = file_inode(file);
	struct inode *lower_inode = file_inode(lower);

	inode_set_mtime_to_ts(inode, inode_get_mtime(lower_inode)); // want mmap-timestamps "mtime"
	inode_set_ctime_to_ts(inode, inode_get_ctime(lower_inode)); // want mmap-timestamps "ctime"
	inode_set_atime_to_ts(inode, inode_get_atime(lower_inode)); // ok mmap-timestamps
	vma->vm_ops = &stack_vm_ops;
	return 0;
}

const struct file_operations stack_file_operations = {
	.mmap = stack_mmap,
};
