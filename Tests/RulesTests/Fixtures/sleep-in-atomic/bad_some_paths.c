#define TREE_6_12
#include <linux/dcache.h>

struct slot {
	spinlock_t lock;
	struct inode *inode;
};

/* The lock is dropped on one of the two ways only. */
void example_clear(struct slot *slot, bool quick)
{
	struct inode *inode;

	spin_lock(&slot->lock);
	inode = slot->inode;
	slot->inode = NULL;
	if (!quick) // note "assuming 'quick' is true"
		spin_unlock(&slot->lock);
	iput(inode); // want sleep-in-atomic "iput() may sleep"
	if (quick)
		spin_unlock(&slot->lock);
}
