/* Half of a timestamp is a timestamp: stat(2) shows the seconds. */
#define TREE_6_1
#include <linux/mm.h>

static int tape_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct inode *inode = file_inode(file);
	struct timespec64 now = current_time(inode);

	if (now.tv_sec > inode->i_mtime.tv_sec)
		inode->i_mtime.tv_sec = now.tv_sec; // want mmap-timestamps "mtime"
	inode->i_atime.tv_sec = now.tv_sec; // ok mmap-timestamps
	return generic_file_mmap(file, vma);
}

const struct file_operations tape_file_operations = {
	.mmap = tape_mmap,
};
