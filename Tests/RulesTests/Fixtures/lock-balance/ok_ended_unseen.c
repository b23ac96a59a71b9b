#define TREE_6_12
#include <linux/fs.h>

struct dentry {
	struct inode *d_inode;
};

int path_lookup(const char *name, struct path *path);
struct dentry *lookup_last(struct path *path);
int make_node(struct inode *dir, struct dentry *dentry);
void done_path(struct path *path, struct dentry *dentry);

static struct dentry *path_create(const char *name, struct path *path)
{
	struct dentry *dentry;

	if (path_lookup(name, path))
		return ERR_PTR(-ENOENT);
	inode_lock(path->dentry->d_inode);
	dentry = lookup_last(path);
	if (IS_ERR(dentry))
		inode_unlock(path->dentry->d_inode);
	return dentry;
}

/* What the code that is not there does is in its name. */
int example_create(const char *name)
{
	struct path path;
	struct dentry *dentry;
	int err;

	dentry = path_create(name, &path); // ok lock-balance
	if (IS_ERR(dentry))
		return PTR_ERR(dentry);
	err = make_node(path.dentry->d_inode, dentry);
	done_path(&path, dentry);
	return err;
}

/* If it is still held, it is given up here. */
int example_again(struct path *path)
{
	struct inode *dir = path->dentry->d_inode;

	inode_lock(dir);
	inode_unlock(dir);
	inode_lock(dir); // ok lock-balance
	done_path(path, NULL);
	inode_unlock(dir); // ok lock-balance
	return 0;
}
