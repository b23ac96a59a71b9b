#define TREE_6_12
#include <linux/dcache.h>

struct slot {
	spinlock_t lock;
	struct inode *inode;
};

bool example_queue(struct inode *inode);

/* Whoever takes a share of what others hold, and drops it again, does not drop the last one. */
void example_kick(struct slot *slot)
{
	spin_lock(&slot->lock);
	ihold(slot->inode);
	if (!example_queue(slot->inode))
		iput(slot->inode); // ok sleep-in-atomic
	spin_unlock(&slot->lock);
}
