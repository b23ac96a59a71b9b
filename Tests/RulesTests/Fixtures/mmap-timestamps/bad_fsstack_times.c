/* fsstack_copy_attr_times() of include/linux copies all three times; mmap may take over atime alone. */
#define TREE_6_12
#include <linux/fs_stack.h>
#include <linux/mm.h>

static int wrap_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *lower = file->private_data;
	int err = generic_file_mmap(file, vma);

	if (!err)
		fsstack_copy_attr_times(file_inode(file), file_inode(lower)); // want mmap-timestamps "fsstack_copy_attr_times"
	fsstack_copy_attr_atime(file_inode(file), file_inode(lower)); // ok mmap-timestamps
	return err;
}

const struct file_operations wrap_file_operations = {
	.mmap = wrap_mmap,
};
