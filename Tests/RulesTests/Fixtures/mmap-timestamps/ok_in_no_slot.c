/* A name is not a slot: neither function is reached from file_operations.mmap. */
#define TREE_6_12
#include <linux/mm.h>

int grid_mmap(struct file *file, struct vm_area_struct *vma)
{
	inode_set_ctime_current(file_inode(file)); // ok mmap-timestamps
	return 0;
}

static long grid_ioctl(struct file *file, unsigned int command, unsigned long argument)
{
	file_update_time(file); // ok mmap-timestamps
	return 0;
}

const struct file_operations grid_file_operations = {
	.mmap = generic_file_mmap,
	.unlocked_ioctl = grid_ioctl,
};
