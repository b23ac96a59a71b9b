#ifndef _LINUX_FS_STACK_H
#define _LINUX_FS_STACK_H

#include <linux/fs.h>

/* Its body is in fs/stack.c. */
void fsstack_copy_attr_all(struct inode *to, const struct inode *from);

static inline void fsstack_copy_attr_atime(struct inode *to, const struct inode *from)
{
#ifdef TREE_HAS_TIME_FIELDS
	to->i_atime = from->i_atime;
#else
	inode_set_atime_to_ts(to, inode_get_atime(from));
#endif
}

static inline void fsstack_copy_attr_times(struct inode *to, const struct inode *from)
{
#ifdef TREE_HAS_TIME_FIELDS
	to->i_atime = from->i_atime;
	to->i_mtime = from->i_mtime;
	to->i_ctime = from->i_ctime;
#else
	inode_set_atime_to_ts(to, inode_get_atime(from));
	inode_set_mtime_to_ts(to, inode_get_mtime(from));
	inode_set_ctime_to_ts(to, inode_get_ctime(from));
#endif
}

#endif
