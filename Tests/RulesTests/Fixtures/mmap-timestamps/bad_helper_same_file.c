/* The handler is clean by itself; the helper that it shares with the write path is not. */
#define TREE_6_12
#include <linux/mm.h>

struct mirror_file {
	struct file *real;
};

static void mirror_refresh(struct inode *inode, const struct inode *real)
{
	inode->i_size = real->i_size;
	inode_set_mtime_to_ts(inode, inode_get_mtime(real)); // want mmap-timestamps "mtime"
}

static ssize_t mirror_write_iter(struct kiocb *iocb, struct iov_iter *from)
{
	struct mirror_file *mf = iocb->ki_filp->private_data;
	ssize_t ret = vfs_iter_write(mf->real, from, &iocb->ki_pos, 0);

	if (ret > 0)
		mirror_refresh(file_inode(iocb->ki_filp), file_inode(mf->real)); // ok mmap-timestamps
	return ret;
}

static int mirror_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct mirror_file *mf = file->private_data;

	mirror_refresh(file_inode(file), file_inode(mf->real)); // note "mirror_refresh"
	vma_set_file(vma, mf->real);
	return call_mmap(mf->real, vma);
}

const struct file_operations mirror_file_operations = {
	.write_iter = mirror_write_iter,
	.mmap = mirror_mmap,
};
