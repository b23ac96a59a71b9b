/* What the backing file's own mmap does is the backing filesystem's affair; creating a file is not mmap. */
#define TREE_6_1
#include <linux/mm.h>

static int base_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *backing = file->private_data;
	int ret;

	if (!backing->f_op->mmap)
		return -ENODEV;

	vma_set_file(vma, backing);
	ret = call_mmap(vma->vm_file, vma);
	if (!ret)
		file_accessed(file);
	return ret;
}

static int base_open(struct inode *inode, struct file *file)
{
	inode->i_mtime = inode->i_ctime = current_time(inode); // ok mmap-timestamps
	return 0;
}

const struct file_operations base_file_operations = {
	.open = base_open,
	.mmap = base_mmap,
};
