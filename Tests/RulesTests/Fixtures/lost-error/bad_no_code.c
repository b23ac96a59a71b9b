#define TREE_6_12
#include <linux/slab.h>
#include <linux/mutex.h>

struct table {
	struct mutex lock;
	int *slots;
};

int example_grow(struct table *table, size_t size)
{
	int err;
	int *slots;

	err = mutex_lock_killable(&table->lock);
	if (err)
		return err;
	slots = kzalloc(size, GFP_KERNEL); // want lost-error "kzalloc"
	if (!slots) // note "NULL"
		goto out;
	table->slots = slots;
out:
	mutex_unlock(&table->lock);
	return err; // note "returns 0"
}

int example_grow_well(struct table *table, size_t size)
{
	int err;
	int *slots;

	err = mutex_lock_killable(&table->lock);
	if (err)
		return err;
	err = -ENOMEM;
	slots = kzalloc(size, GFP_KERNEL); // ok lost-error
	if (!slots)
		goto out;
	table->slots = slots;
	err = 0;
out:
	mutex_unlock(&table->lock);
	return err;
}
