#define TREE_6_12
#include <linux/file.h>

int example_flags(const struct path *path, const struct cred *cred)
{
	struct file *file = dentry_open(path, 0, cred);
	int flags;

	if (!file)
		return -EIO;
	flags = file->f_flags; // want unchecked-pointer "error pointer"
	fput(file);
	return flags;
}
