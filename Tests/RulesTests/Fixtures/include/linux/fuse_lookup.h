#ifndef _LINUX_FUSE_LOOKUP_H
#define _LINUX_FUSE_LOOKUP_H

#include <linux/dcache.h>
#include <linux/fs.h>
#include <linux/slab.h>

/* As much of fs/fuse as a lookup takes. */
struct fuse_conn;
struct fuse_entry_out {
	u64 nodeid;
	u64 generation;
};
struct fuse_forget_link {
	u64 nodeid;
};

struct fuse_forget_link *fuse_alloc_forget(void);
struct inode *fuse_iget(struct super_block *sb, u64 nodeid, u64 generation);
void fuse_queue_forget(struct fuse_conn *fc, struct fuse_forget_link *forget, u64 nodeid, u64 nlookup);
void fuse_force_forget(struct file *file, u64 nodeid);
int ask_server(struct super_block *sb, struct fuse_entry_out *reply);

#endif
