#define TREE_6_12
#include <linux/fuse_locks.h>

struct fuse_pqueue {
	spinlock_t lock;
	struct list_head io;
};

struct fuse_conn {
	spinlock_t lock;
	spinlock_t bg_lock;
	int blocked;
};

/* Nobody else takes both, and the order is known all the same. */
void example_abort(struct fuse_conn *fc, struct fuse_pqueue *fpq)
{
	spin_lock(&fpq->lock); // note "example_abort() takes fuse_pqueue.lock here"
	spin_lock(&fc->lock); // want lock-order "fuse_conn.lock is waited for while fuse_pqueue.lock is held; it is to be taken first: fs/fuse/dev.c"
	spin_unlock(&fc->lock);
	spin_unlock(&fpq->lock);
}

/* What truncates waits for the lock of a folio whose holder may wait for writeback. */
void example_open(struct fuse_conn *fc, struct inode *inode)
{
	fuse_set_nowrite(inode); // note "example_open() takes the stop of writepages here"
	truncate_pagecache(inode, 0); // want lock-order "a folio's lock is waited for while the stop of writepages is held"
	fuse_release_nowrite(inode);
	truncate_pagecache(inode, 0); // ok lock-order
}
