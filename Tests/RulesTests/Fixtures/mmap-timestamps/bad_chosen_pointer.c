/* Which function runs is chosen in the handler; one of the two moves mtime. */
#define TREE_6_1
#include <linux/mm.h>

static void fork_read(struct inode *inode)
{
	inode->i_atime = current_time(inode); // ok mmap-timestamps
}

static void fork_written(struct inode *inode)
{
	inode->i_mtime = current_time(inode); // want mmap-timestamps "mtime"
}

static int fork_mmap(struct file *file, struct vm_area_struct *vma)
{
	void (*touch)(struct inode *inode) = fork_read;

	if (vma->vm_flags & VM_MAYWRITE)
		touch = fork_written;
	touch(file_inode(file));
	return generic_file_mmap(file, vma);
}

const struct file_operations fork_file_operations = {
	.mmap = fork_mmap,
};
