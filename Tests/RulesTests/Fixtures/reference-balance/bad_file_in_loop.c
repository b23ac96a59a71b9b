#define TREE_6_12
#include <linux/file.h>

int example_try(struct file *file);

int example_open_all(const struct path *path, const struct cred *cred, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		struct file *file = dentry_open(path, 0, cred); // want reference-balance "dentry_open"

		if (IS_ERR(file))
			return PTR_ERR(file);
		if (file->f_mode & FMODE_WRITE)
			continue;
		fput(file);
	}
	return 0;
}
