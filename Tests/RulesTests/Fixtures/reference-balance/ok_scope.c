#define TREE_6_12
#include <linux/dcache.h>
#include <linux/file.h>

int example_look(const struct path *path, const struct cred *cred)
{
	struct file *file __free(fput) = dentry_open(path, 0, cred);

	if (IS_ERR(file))
		return PTR_ERR(file);
	if (file->f_flags & O_NOATIME)
		return -EPERM;
	return 0;
}

struct file *example_keep(const struct path *path, const struct cred *cred)
{
	struct file *file __free(fput) = dentry_open(path, 0, cred);

	if (IS_ERR(file))
		return file;
	if (!file->f_op)
		return NULL;
	return_ptr(file);
}
