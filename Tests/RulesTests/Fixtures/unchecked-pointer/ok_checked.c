#define TREE_6_12
#include <linux/slab.h>
#include <linux/file.h>

struct box {
	int n;
	struct file *file;
};

struct box *example_make(int n, const struct path *path, const struct cred *cred)
{
	struct box *box = kmalloc(sizeof(*box), GFP_KERNEL);
	struct file *file;

	if (!box)
		return ERR_PTR(-ENOMEM);
	box->n = n;
	file = dentry_open(path, 0, cred);
	if (IS_ERR(file)) {
		kfree(box);
		return ERR_PTR(PTR_ERR(file));
	}
	box->file = file;
	return box;
}
