/* Comparing times, and copying them out of the inode, changes nothing in it. */
#define TREE_6_1
#include <linux/mm.h>
#include <linux/stat.h>

struct lens_file {
	struct inode *lower;
	struct timespec64 mtime_seen;
	bool stale;
};

static void lens_fill_stat(const struct inode *inode, struct kstat *stat)
{
	stat->mtime = inode->i_mtime;
	stat->ctime = inode->i_ctime;
}

static int lens_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct lens_file *lf = file->private_data;
	struct inode *inode = file_inode(file);
	const struct timespec64 *lower_mtime = &lf->lower->i_mtime;
	struct kstat stat;

	lens_fill_stat(inode, &stat); // ok mmap-timestamps
	if (!timespec64_equal(&inode->i_mtime, lower_mtime) || !timespec64_equal(&stat.ctime, &lf->lower->i_ctime))
		lf->stale = true;

	lf->mtime_seen = inode->i_mtime; // ok mmap-timestamps
	if (lf->stale)
		invalidate_inode_pages2(file->f_mapping);
	return generic_file_mmap(file, vma);
}

const struct file_operations lens_file_operations = {
	.mmap = lens_mmap,
};
