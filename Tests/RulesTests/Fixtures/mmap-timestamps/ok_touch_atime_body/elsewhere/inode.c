/* The VFS's own bodies, as fs/inode.c: the stores to mtime and ctime hang on flags that touch_atime() leaves out. */
#define TREE_6_12
#include <linux/fs.h>

struct inode *path_inode(const struct path *path);

int inode_update_timestamps(struct inode *inode, int flags)
{
	struct timespec64 now = current_time(inode);

	if (flags & S_MTIME)
		inode_set_mtime_to_ts(inode, now);
	if (flags & S_CTIME)
		inode_set_ctime_to_ts(inode, now);
	if (flags & S_ATIME)
		inode_set_atime_to_ts(inode, now);
	return flags;
}

int generic_update_time(struct inode *inode, int flags)
{
	if (inode_update_timestamps(inode, flags))
		mark_inode_dirty_sync(inode);
	return 0;
}

int inode_update_time(struct inode *inode, int flags)
{
	if (inode->i_op->update_time)
		return inode->i_op->update_time(inode, flags);
	return generic_update_time(inode, flags);
}

void touch_atime(const struct path *path)
{
	inode_update_time(path_inode(path), S_ATIME);
}
