#define TREE_6_12
#include <linux/mutex.h>
#include <linux/fs.h>

struct example_inode {
	int flags;
	struct inode inode;
	struct mutex lock;
};

static inline struct example_inode *EXAMPLE(struct inode *inode)
{
	return container_of(inode, struct example_inode, inode);
}

/* One lock by two ways to it. */
int example_touch(struct file *file)
{
	struct inode *inode = file_inode(file);
	struct example_inode *ei = EXAMPLE(file->f_inode);

	mutex_lock(&EXAMPLE(inode)->lock);
	ei->flags = 1;
	mutex_unlock(&ei->lock);
	return 0;
}
