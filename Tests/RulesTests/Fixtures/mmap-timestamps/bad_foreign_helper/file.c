/* The filesystem's own line is the call: the helper in fs/stack.c copies mtime and ctime, as its name says. */
#define TREE_6_1
#include <linux/fs_stack.h>
#include <linux/mm.h>

static int wrap_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *lower = file->private_data;
	int err;

	err = generic_file_mmap(file, vma);
	if (err)
		return err;

	fsstack_copy_attr_all(file_inode(file), file_inode(lower)); // want mmap-timestamps "fsstack_copy_attr_all"
	return 0;
}

const struct file_operations wrap_file_operations = {
	.mmap = wrap_mmap,
};
