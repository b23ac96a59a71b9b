#define TREE_6_12
#include <linux/fuse_lookup.h>

int example_entry(struct super_block *sb, struct fuse_conn *fc, struct file *file, struct fuse_forget_link *forget)
{
	struct fuse_entry_out reply;
	struct inode *inode;

	if (ask_server(sb, &reply))
		return -EIO;
	inode = fuse_iget(sb, reply.nodeid, reply.generation);
	if (!inode) {
		fuse_queue_forget(fc, forget, reply.nodeid, 1);
		fuse_force_forget(file, reply.nodeid); // want lookup-count "forgotten twice"
		return -ENOMEM;
	}
	iput(inode);
	return 0;
}
