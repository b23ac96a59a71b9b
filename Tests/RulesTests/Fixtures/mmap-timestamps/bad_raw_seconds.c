/* The members behind the accessors, written directly: worse style, same fault. */
#define TREE_6_12
#include <linux/mm.h>

static int tape_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct inode *inode = file_inode(file);
	struct inode *host = file->f_mapping->host;

	inode->i_ctime_sec = host->i_ctime_sec; // want mmap-timestamps "ctime"
	inode->i_ctime_nsec = host->i_ctime_nsec; // want mmap-timestamps "ctime"
	inode->i_atime_sec = host->i_atime_sec; // ok mmap-timestamps
	return generic_file_mmap(file, vma);
}

const struct file_operations tape_file_operations = {
	.mmap = tape_mmap,
};
