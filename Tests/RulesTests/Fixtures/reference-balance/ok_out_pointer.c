#define TREE_6_12
#include <linux/kernel.h>
#include <linux/dcache.h>
#include <linux/fs.h>
struct inode *igrab(struct inode *inode);
int query(const char *path);
int revalidate(struct inode *inode);
void fill(struct inode *inode);
struct inode *iget5_locked(struct super_block *sb, unsigned long hash);

static int update(struct super_block *sb, struct inode **inode)
{
	int rc = 0;

	if (!*inode) {
		*inode = iget5_locked(sb, 3);
		if (!*inode)
			rc = -ENOMEM;
		goto out;
	}
	rc = revalidate(*inode);
	if (rc == 3) {
		rc = -EIO;
		goto out;
	}
	fill(*inode);
out:
	return rc;
}

static int info(struct super_block *sb, struct inode **inode, const char *path)
{
	int rc = query(path);

	switch (rc) {
	case 0:
		break;
	case -EBUSY:
		rc = -EAGAIN;
		break;
	default:
		goto out;
	}
	rc = update(sb, inode);
out:
	return rc;
}

/* What is there is not looked up, however often it is tried. */
int example_revalidate(struct dentry *dentry, const char *path)
{
	struct inode *inode = dentry->d_inode;
	int count = 0, rc;

	if (inode == NULL)
		return -ENOENT;
again:
	rc = info(dentry->d_sb, &inode, path); // ok reference-balance
	if (rc == -EAGAIN && count++ < 10)
		goto again;
	return rc;
}
