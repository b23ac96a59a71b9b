/* The failed call jumps to the label that undoes nothing: it had to go to the one that drops the old file. */
#define TREE_6_1
#include <linux/mm.h>

int maze_pin(struct inode *inode);
void maze_unpin(struct inode *inode);

static int maze_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *backing = file->private_data;
	int ret;

	ret = maze_pin(file_inode(file));
	if (ret)
		goto out;

	vma->vm_file = get_file(backing); // want vm-file-ref-balance
	ret = call_mmap(vma->vm_file, vma);
	if (ret)
		goto unpin;

	ret = 0;
	fput(file); // ok vm-file-ref-balance
	return ret;

unpin:
	maze_unpin(file_inode(file));
out:
	return ret;
}

const struct file_operations maze_file_operations = {
	.mmap = maze_mmap,
};
