// SPDX-License-Identifier: Apache-2.0
#include "fuse_i.h"

#include <linux/slab.h>

static struct inode *fuse_alloc_inode(struct super_block *sb)
{
	struct fuse_inode *fi = kzalloc(sizeof(*fi), GFP_KERNEL);

	if (!fi)
		return NULL;

	fi->inode.i_sb = sb;
	return &fi->inode;
}

static void fuse_free_inode(struct inode *inode)
{
	kfree(get_fuse_inode(inode));
}

static void fuse_evict_inode(struct inode *inode)
{
	clear_inode(inode);
}

/* The server owns the attributes: this is where its word becomes ours. */
void fuse_change_attributes(struct inode *inode, const struct fuse_attr *attr)
{
	struct fuse_inode *fi = get_fuse_inode(inode);
	struct fuse_conn *fc = get_fuse_conn(inode);
	struct timespec64 atime = { attr->atime, attr->atimensec };
	struct timespec64 mtime = { attr->mtime, attr->mtimensec };
	struct timespec64 ctime = { attr->ctime, attr->ctimensec };
	struct timespec64 old_mtime = inode_get_mtime(inode);

	inode->i_mode = attr->mode;
	inode->i_size = attr->size;
	inode_set_atime_to_ts(inode, atime);
	inode_set_mtime_to_ts(inode, mtime);
	inode_set_ctime_to_ts(inode, ctime);
	fi->attr_version = ++fc->attr_version;

	/* Someone else wrote the file: what is cached of it is stale. */
	if (!timespec64_equal(&old_mtime, &mtime))
		invalidate_inode_pages2(inode->i_mapping);
}

/* Makes the next getattr ask the server. */
void fuse_invalidate_attr(struct inode *inode)
{
	get_fuse_inode(inode)->attr_version = 0;
}

const struct super_operations fuse_super_operations = {
	.alloc_inode	= fuse_alloc_inode,
	.free_inode	= fuse_free_inode,
	.evict_inode	= fuse_evict_inode,
};
