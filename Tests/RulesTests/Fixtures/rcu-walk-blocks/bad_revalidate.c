#define TREE_6_12
#include <linux/dcache.h>
#include <linux/slab.h>

int example_ask(struct inode *inode, void *answer);

static int example_revalidate(struct dentry *dentry, unsigned int flags) // note "d_revalidate is called in RCU walk"
{
	void *answer;
	int err;

	if (!dentry->d_inode)
		return 0;
	answer = kmalloc(64, GFP_KERNEL); // want rcu-walk-blocks "kmalloc() may sleep"
	if (!answer)
		return -ENOMEM;
	err = -ECHILD;
	if (!(flags & LOOKUP_RCU))
		err = example_ask(dentry->d_inode, answer);
	kfree(answer);
	return err ? err : 1;
}

const struct dentry_operations example_operations = {
	.d_revalidate = example_revalidate,
};
