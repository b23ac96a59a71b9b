#define TREE_6_12
#include <linux/file.h>

int example_close(const struct path *path, const struct cred *cred)
{
	struct file *file = dentry_open(path, 0, cred);
	int err = 0;

	if (IS_ERR(file))
		err = PTR_ERR(file);
	fput(file); // want unchecked-pointer "dentry_open"
	return err;
}
