#define TREE_6_12
#include <linux/fs.h>

struct dentry {
	struct inode *d_inode;
};

int make_node(struct inode *dir, int mode);

/* Who is given the directory only to look at it does not give up the lock. */
int example_create(struct path *path, int mode)
{
	struct inode *dir = path->dentry->d_inode;
	int err;

	inode_lock(dir); // want lock-balance "inode_lock"
	err = make_node(dir, mode);
	if (err)
		return err; // note "returns here"
	inode_unlock(dir);
	return 0;
}
