/* mmap only installs page_mkwrite; the kernel calls it on the first write to a page, and then mtime must change. */
#define TREE_6_12
#include <linux/mm.h>

static vm_fault_t slow_page_mkwrite(struct vm_fault *vmf)
{
	struct file *file = vmf->vma->vm_file;
	struct inode *inode = file_inode(file);

	file_update_time(file); // ok mmap-timestamps
	inode_lock(inode);
	if (vmf->pgoff << PAGE_SHIFT >= inode->i_size) {
		inode_unlock(inode);
		return VM_FAULT_SIGBUS;
	}
	return VM_FAULT_LOCKED;
}

static void slow_vma_close(struct vm_area_struct *vma)
{
	inode_set_ctime_current(file_inode(vma->vm_file)); // ok mmap-timestamps
}

static const struct vm_operations_struct slow_vm_ops = {
	.close = slow_vma_close,
	.fault = filemap_fault,
	.page_mkwrite = slow_page_mkwrite,
};

static int slow_mmap(struct file *file, struct vm_area_struct *vma)
{
	file_accessed(file);
	vma->vm_ops = &slow_vm_ops;
	return 0;
}

const struct file_operations slow_file_operations = {
	.mmap = slow_mmap,
};
