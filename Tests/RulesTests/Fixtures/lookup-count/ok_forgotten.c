#define TREE_6_12
#include <linux/fuse_lookup.h>

int example_lookup(struct super_block *sb, struct fuse_conn *fc, struct fuse_entry_out *reply)
{
	struct fuse_forget_link *forget = fuse_alloc_forget();
	struct inode *inode;
	int err;

	if (!forget)
		return -ENOMEM;
	err = ask_server(sb, reply);
	if (err)
		goto out;
	inode = fuse_iget(sb, reply->nodeid, reply->generation); // ok lookup-count
	if (!inode) {
		fuse_queue_forget(fc, forget, reply->nodeid, 1);
		return -ENOMEM;
	}
	iput(inode);
out:
	kfree(forget);
	return err;
}
