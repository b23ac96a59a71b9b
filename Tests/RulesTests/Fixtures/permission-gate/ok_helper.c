#define TREE_6_12
#include <linux/fuse_duties.h>

struct fuse_inode {
	struct inode inode;
	u64 nodeid;
};

static int example_may(struct inode *inode)
{
	if (!fuse_allow_current_process(get_fuse_conn(inode)))
		return -EACCES;
	if (fuse_is_bad(inode))
		return -EIO;
	return 0;
}

static long example_ioctl(struct file *file, unsigned int command, unsigned long argument)
{
	struct inode *inode = file_inode(file);
	struct fuse_args args = { .opcode = FUSE_IOCTL, .nodeid = ((struct fuse_inode *)inode)->nodeid };
	long err = example_may(inode);

	if (err)
		return err;
	return fuse_simple_request(get_fuse_mount(inode), &args); // ok permission-gate
}

/* Others are told what can be told without. */
static int example_statfs(struct dentry *dentry, struct kstatfs *statistics)
{
	struct inode *inode = d_inode(dentry);
	struct fuse_args args = { .opcode = FUSE_STATFS, .nodeid = ((struct fuse_inode *)inode)->nodeid };

	if (!fuse_allow_current_process(get_fuse_conn(inode)))
		return 0;
	return fuse_simple_request(get_fuse_mount(inode), &args); // ok permission-gate
}

const struct file_operations example_file_operations = {
	.unlocked_ioctl = example_ioctl,
};

const struct super_operations example_super_operations = {
	.statfs = example_statfs,
};
