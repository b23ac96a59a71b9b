#define TREE_6_12
#include <linux/dcache.h>
#include <linux/slab.h>

struct slot {
	spinlock_t lock;
	struct inode *inode;
	struct slot *next;
};

/* Drops the lock that its caller holds, and takes it again. */
static void slot_clear(struct slot *slot)
{
	struct inode *inode = slot->inode;

	slot->inode = NULL;
	spin_unlock(&slot->lock);
	iput(inode);
	spin_lock(&slot->lock);
}

void example_clear(struct slot *slot)
{
	spin_lock(&slot->lock);
	slot_clear(slot); // ok sleep-in-atomic
	spin_unlock(&slot->lock);
}

static void wait_unlocked(spinlock_t *lock, struct inode *inode)
{
	spin_unlock(lock);
	iput(inode);
}

void example_wait(struct slot *slot, struct inode *inode)
{
	spin_lock(&slot->lock);
	slot->inode = NULL;
	wait_unlocked(&slot->lock, inode); // ok sleep-in-atomic
}
