#ifndef SHADOW_H
#define SHADOW_H

#include <linux/mm.h>

struct shadow_inode {
	struct inode vfs_inode;
	struct inode *origin;
	spinlock_t lock;
};

static inline struct shadow_inode *SHADOW_I(struct inode *inode)
{
	return container_of(inode, struct shadow_inode, vfs_inode);
}

void shadow_pull_attributes(struct inode *inode);

#endif
