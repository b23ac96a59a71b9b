/* Only atime is written; the other two are read. */
#define TREE_6_12
#include <linux/mm.h>

static int calm_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct inode *inode = file_inode(file);
	struct timespec64 mtime = inode_get_mtime(inode);
	struct timespec64 ctime = inode_get_ctime(inode);

	if (timespec64_compare(&mtime, &ctime) > 0)
		pr_debug("inode %lu: mtime is later than ctime\n", inode->i_ino);

	inode_set_atime_to_ts(inode, current_time(inode)); // ok mmap-timestamps
	inode_update_time(inode, S_ATIME); // ok mmap-timestamps
	return generic_file_mmap(file, vma);
}

const struct file_operations calm_file_operations = {
	.mmap = calm_mmap,
};
