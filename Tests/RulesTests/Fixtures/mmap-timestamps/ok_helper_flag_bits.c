/* The filesystem's own update_time is asked for atime only, so its stores to the others are not reached. */
#define TREE_6_12
#include <linux/mm.h>

static int bell_update_time(struct inode *inode, int flags)
{
	struct timespec64 now = current_time(inode);

	if (flags & S_ATIME)
		inode_set_atime_to_ts(inode, now);
	if (flags & S_MTIME)
		inode_set_mtime_to_ts(inode, now); // ok mmap-timestamps
	if (flags & S_CTIME)
		inode_set_ctime_to_ts(inode, now); // ok mmap-timestamps
	mark_inode_dirty_sync(inode);
	return 0;
}

static int bell_mmap(struct file *file, struct vm_area_struct *vma)
{
	if (!(file->f_flags & O_NOATIME))
		bell_update_time(file_inode(file), S_ATIME);
	return generic_file_mmap(file, vma);
}

const struct inode_operations bell_inode_operations = {
	.update_time = bell_update_time,
};

const struct file_operations bell_file_operations = {
	.mmap = bell_mmap,
};
