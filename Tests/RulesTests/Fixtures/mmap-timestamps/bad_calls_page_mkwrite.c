/* page_mkwrite may change times when a page is written to; here mmap itself calls it, before any write. */
#define TREE_6_12
#include <linux/mm.h>

static vm_fault_t raid_page_mkwrite(struct vm_fault *vmf)
{
	struct file *file = vmf->vma->vm_file;

	file_update_time(file); // want mmap-timestamps "file_update_time"
	return VM_FAULT_LOCKED;
}

static const struct vm_operations_struct raid_vm_ops = {
	.fault = filemap_fault,
	.page_mkwrite = raid_page_mkwrite,
};

static int raid_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct vm_fault first = { .vma = vma };

	vma->vm_ops = &raid_vm_ops;
	if ((vma->vm_flags & VM_SHARED) && (vma->vm_flags & VM_WRITE))
		raid_page_mkwrite(&first); // note "raid_page_mkwrite"
	return 0;
}

const struct file_operations raid_file_operations = {
	.mmap = raid_mmap,
};
