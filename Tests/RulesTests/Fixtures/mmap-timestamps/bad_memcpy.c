/* memcpy() into the field is a store to it; out of it, it is a read. */
#define TREE_6_1
#include <linux/mm.h>

struct disc_file {
	struct inode *lower;
	struct timespec64 mtime_at_open;
};

static int disc_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct disc_file *df = file->private_data;
	struct inode *inode = file_inode(file);

	memcpy(&df->mtime_at_open, &inode->i_mtime, sizeof(inode->i_mtime)); // ok mmap-timestamps
	memcpy(&inode->i_ctime, &df->lower->i_ctime, sizeof(inode->i_ctime)); // want mmap-timestamps "ctime"
	return generic_file_mmap(file, vma);
}

const struct file_operations disc_file_operations = {
	.mmap = disc_mmap,
};
