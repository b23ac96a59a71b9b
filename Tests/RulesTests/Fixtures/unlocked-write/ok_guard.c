#define TREE_6_12
#include <linux/fuse_locks.h>

struct fuse_conn {
	spinlock_t bg_lock;
	unsigned max_background;
	int blocked;
};

typedef struct {
	spinlock_t *lock;
} class_spinlock_t;

static inline class_spinlock_t class_spinlock_constructor(spinlock_t *lock)
{
	class_spinlock_t guard = { .lock = lock };

	spin_lock(guard.lock);
	return guard;
}

static inline void class_spinlock_destructor(class_spinlock_t *guard)
{
	spin_unlock(guard->lock);
}

#define guard_spinlock(lock) \
	class_spinlock_t scope_ __attribute__((__cleanup__(class_spinlock_destructor))) = class_spinlock_constructor(lock)

static int example_open(struct inode *inode, struct file *file)
{
	struct fuse_conn *fc = file->private_data;

	guard_spinlock(&fc->bg_lock);
	if (fc->max_background > 100)
		return -EIO;
	fc->blocked = 1; // ok unlocked-write
	return 0;
}

static const struct file_operations example_operations = {
	.open = example_open,
};
