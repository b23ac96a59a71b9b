/* Called from another file of the same filesystem. */
#define TREE_6_1
#include "shadow.h"

void shadow_pull_attributes(struct inode *inode)
{
	struct shadow_inode *si = SHADOW_I(inode);

	spin_lock(&si->lock);
	si->vfs_inode.i_mtime = si->origin->i_mtime; // want mmap-timestamps "mtime"
	si->vfs_inode.i_ctime = si->origin->i_ctime; // want mmap-timestamps "ctime"
	si->vfs_inode.i_atime = si->origin->i_atime; // ok mmap-timestamps
	si->vfs_inode.i_size = si->origin->i_size;
	spin_unlock(&si->lock);
}
