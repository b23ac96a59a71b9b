#define TREE_6_12
#include <linux/fuse_lookup.h>

static int link_entry(struct super_block *sb, struct fuse_entry_out *entry)
{
	struct inode *inode = fuse_iget(sb, entry->nodeid, entry->generation); // ok lookup-count

	if (!inode)
		return -ENOMEM;
	iput(inode);
	return 0;
}

int example_readdir(struct super_block *sb, struct file *file, struct fuse_entry_out *entry)
{
	int err = link_entry(sb, entry);

	if (err)
		fuse_force_forget(file, entry->nodeid);
	return err;
}
