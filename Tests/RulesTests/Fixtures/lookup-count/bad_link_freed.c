#define TREE_6_12
#include <linux/fuse_lookup.h>

/* The link that was allocated for it is freed instead of sent. */
static int lookup(struct super_block *sb, struct fuse_entry_out *reply)
{
	struct fuse_forget_link *forget = fuse_alloc_forget();
	struct inode *inode;
	int err;

	if (!forget)
		return -ENOMEM;
	err = ask_server(sb, reply);
	if (err)
		goto out;
	inode = fuse_iget(sb, reply->nodeid, reply->generation); // want lookup-count "no inode to count"
	if (!inode) { // note "'inode' is NULL"
		err = -ENOMEM;
		goto out;
	}
	iput(inode);
out:
	kfree(forget);
	return err;
}

int example_lookup(struct super_block *sb)
{
	struct fuse_entry_out reply;

	return lookup(sb, &reply);
}
