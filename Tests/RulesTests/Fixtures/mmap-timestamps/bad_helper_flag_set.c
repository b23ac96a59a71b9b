/* The helper changes mtime only when told to; mmap tells it to. */
#define TREE_6_1
#include <linux/mm.h>

static void ring_touch(struct inode *inode, bool modified)
{
	struct timespec64 now = current_time(inode);

	inode->i_atime = now; // ok mmap-timestamps
	if (modified)
		inode->i_mtime = now; // want mmap-timestamps "mtime"
}

static ssize_t ring_read_iter(struct kiocb *iocb, struct iov_iter *to)
{
	ring_touch(file_inode(iocb->ki_filp), false);
	return generic_file_read_iter(iocb, to);
}

static int ring_mmap(struct file *file, struct vm_area_struct *vma)
{
	ring_touch(file_inode(file), true); // note "ring_touch"
	return generic_file_mmap(file, vma);
}

const struct file_operations ring_file_operations = {
	.read_iter = ring_read_iter,
	.mmap = ring_mmap,
};
