#define TREE_6_12
#include <linux/fuse_locks.h>

struct fuse_inode {
	struct inode inode;
	u64 nlookup;
	struct list_head write_files;
	spinlock_t lock;
};

struct fuse_file {
	struct list_head write_entry;
};

static inline struct fuse_inode *get_fuse_inode(struct inode *inode)
{
	return container_of(inode, struct fuse_inode, inode);
}

static int example_open(struct inode *inode, struct file *file)
{
	struct fuse_inode *fi = get_fuse_inode(inode);
	struct fuse_file *ff = file->private_data;

	spin_lock(&fi->lock);
	fi->nlookup++; // ok unlocked-write
	spin_unlock(&fi->lock);
	fi->nlookup++; // want unlocked-write "'fi->nlookup' is changed without fi->lock"
	list_add(&ff->write_entry, &fi->write_files); // want unlocked-write "'fi->write_files' is changed without fi->lock" want unlocked-write "'ff->write_entry' is changed without fuse_inode's lock"
	return 0;
}

static const struct file_operations example_operations = {
	.open = example_open, // note "file_operations.open is example_open()"
};
