#define TREE_6_1
#include <linux/fuse_attr.h>
#include <linux/stat.h>

struct fuse_inode {
	struct inode inode;
	u64 nodeid;
};

static u64 get_node_id(struct inode *inode)
{
	return container_of(inode, struct fuse_inode, inode)->nodeid;
}

struct fuse_backing {
	struct file *file;
};

int vfs_getattr(const struct path *path, struct kstat *stat, u32 mask, unsigned int flags);
void fuse_change_attributes(struct inode *inode, struct fuse_attr *attr, u64 attr_valid, u64 attr_version);

static loff_t example_size(struct fuse_backing *fb)
{
	return i_size_read(file_inode(fb->file));
}

static void example_refresh(struct inode *inode, struct fuse_backing *fb)
{
	struct timespec64 when = file_inode(fb->file)->i_mtime;
	loff_t size = example_size(fb);
	struct kstat stat;

	if (size > i_size_read(inode))
		inode->i_size = size; // want attrs-of-server "size is copied"
	inode->i_mtime = when; // want attrs-of-server "mtime is copied"
	if (!vfs_getattr(&fb->file->f_path, &stat, 0, 0))
		inode->i_mode = stat.mode; // want attrs-of-server "mode is copied"
}

static void example_fake_reply(struct inode *inode, struct fuse_backing *fb)
{
	struct fuse_attr attr = { .size = example_size(fb) };

	fuse_change_attributes(inode, &attr, 0, 0); // want attrs-of-server "size is copied"
}
