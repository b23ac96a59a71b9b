/* mmap_prepare is mmap's successor and is held to the same. */
#define TREE_6_17
#include <linux/mm.h>

static const struct vm_operations_struct next_vm_ops = {
	.fault = filemap_fault,
	.page_mkwrite = filemap_page_mkwrite,
};

static int next_mmap_prepare(struct vm_area_desc *desc)
{
	struct inode *inode = file_inode(desc->file);

	file_accessed(desc->file); // ok mmap-timestamps
	inode_set_ctime_current(inode); // want mmap-timestamps "ctime"
	desc->vm_ops = &next_vm_ops;
	return 0;
}

const struct file_operations next_file_operations = {
	.mmap_prepare = next_mmap_prepare,
};
