/* Not in any slot by itself. */
#define TREE_6_12
#include <linux/mm.h>

static void depot_touch(struct inode *inode, struct timespec64 now)
{
	inode_set_mtime(inode, now.tv_sec, 0); // want mmap-timestamps "mtime"
}

static void depot_begin_write(struct inode *inode)
{
	inode_lock(inode);
	depot_touch(inode, current_time(inode)); // note "depot_touch"
	inode_unlock(inode);
}

int depot_mmap_shared(struct file *file, struct vm_area_struct *vma)
{
	depot_begin_write(file_inode(file)); // note "depot_begin_write"
	return generic_file_mmap(file, vma);
}
