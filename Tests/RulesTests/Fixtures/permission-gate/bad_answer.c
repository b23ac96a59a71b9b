#define TREE_6_12
#include <linux/fuse_duties.h>

struct fuse_inode {
	struct inode inode;
	u64 nodeid;
};

/* The answer is turned round. */
static ssize_t example_listxattr(struct dentry *dentry, char *list, size_t size)
{
	struct inode *inode = d_inode(dentry);
	struct fuse_args args = { .opcode = FUSE_LISTXATTR, .nodeid = ((struct fuse_inode *)inode)->nodeid };

	if (fuse_is_bad(inode))
		return -EIO;
	if (fuse_allow_current_process(get_fuse_conn(inode)))
		return -EACCES;
	return fuse_simple_request(get_fuse_mount(inode), &args); // want permission-gate "->listxattr() asks the server"
}

/* One way forgets it. */
static int example_getattr(struct inode *inode, struct kstat *stat, u32 request_mask)
{
	struct fuse_args args = { .opcode = 3, .nodeid = ((struct fuse_inode *)inode)->nodeid };

	if (fuse_is_bad(inode))
		return -EIO;
	if (request_mask & 1 && !fuse_allow_current_process(get_fuse_conn(inode)))
		return -EACCES;
	return fuse_simple_request(get_fuse_mount(inode), &args); // want permission-gate "->getattr() asks the server"
}

const struct inode_operations example_inode_operations = {
	.listxattr = example_listxattr,
	.getattr = example_getattr,
};
