#define TREE_6_12
#include <linux/fs.h>

struct dentry {
	struct inode *d_inode;
};

int mnt_want_write(struct vfsmount *mnt);
void mnt_drop_write(struct vfsmount *mnt);
int path_lookup(const char *name, struct path *path);
struct dentry *lookup_last(struct path *path);
int make_node(struct inode *dir, struct dentry *dentry);
int is_negative(struct dentry *dentry);
void check_path_create(struct path *path, struct dentry *dentry);

static struct dentry *path_create(const char *name, struct path *path)
{
	struct dentry *dentry;
	int err;

	err = path_lookup(name, path);
	if (err)
		return ERR_PTR(err);
	err = mnt_want_write(path->mnt);
	if (err)
		return ERR_PTR(err);
	dentry = lookup_last(path);
	if (IS_ERR(dentry))
		mnt_drop_write(path->mnt);
	return dentry;
}

/* Nobody would say that this one ends anything. */
int example_create(const char *name)
{
	struct path path;
	struct dentry *dentry;
	int err;

	dentry = path_create(name, &path); // want state-balance "write access"
	if (IS_ERR(dentry))
		return PTR_ERR(dentry);
	err = make_node(path.dentry->d_inode, dentry);
	if (!err && is_negative(dentry)) {
		err = -ENOENT;
		goto out;
	}
out:
	check_path_create(&path, dentry);
	return err;
}
