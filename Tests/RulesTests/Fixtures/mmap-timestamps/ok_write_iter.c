/* Writes change mtime and ctime; that mmap stands in the same table does not matter. */
#define TREE_6_1
#include <linux/mm.h>

static void nest_modified(struct inode *inode)
{
	inode->i_mtime = inode->i_ctime = current_time(inode); // ok mmap-timestamps
	mark_inode_dirty(inode);
}

static ssize_t nest_write_iter(struct kiocb *iocb, struct iov_iter *from)
{
	struct inode *inode = file_inode(iocb->ki_filp);
	ssize_t ret;

	ret = file_modified(iocb->ki_filp); // ok mmap-timestamps
	if (ret)
		return ret;
	ret = generic_file_write_iter(iocb, from);
	if (ret > 0)
		nest_modified(inode);
	return ret;
}

static int nest_mmap(struct file *file, struct vm_area_struct *vma)
{
	return generic_file_mmap(file, vma);
}

const struct file_operations nest_file_operations = {
	.write_iter = nest_write_iter,
	.mmap = nest_mmap,
};
