/* The shared helper leaves mtime alone unless told otherwise, and mmap says false. */
#define TREE_6_1
#include <linux/mm.h>

static void ring_touch(struct inode *inode, bool modified)
{
	struct timespec64 now = current_time(inode);

	inode->i_atime = now;
	if (modified)
		inode->i_mtime = now; // ok mmap-timestamps
}

static ssize_t ring_write_iter(struct kiocb *iocb, struct iov_iter *from)
{
	ring_touch(file_inode(iocb->ki_filp), true);
	return generic_file_write_iter(iocb, from);
}

static int ring_mmap(struct file *file, struct vm_area_struct *vma)
{
	ring_touch(file_inode(file), false);
	return generic_file_mmap(file, vma);
}

const struct file_operations ring_file_operations = {
	.write_iter = ring_write_iter,
	.mmap = ring_mmap,
};
