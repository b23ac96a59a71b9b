#define TREE_6_12
#include <linux/file.h>
#include <linux/slab.h>

static int find(int key)
{
	return key < 0 ? -EINVAL : key == 7 ? -ENOENT : 0;
}

int example_absent_is_fine(int key)
{
	int err = find(key); // ok lost-error

	if (err == -ENOENT)
		return 0;
	return err;
}

int example_fallback(int key)
{
	int err = find(key); // ok lost-error

	if (err)
		err = find(-key);
	return err;
}

void *cache_find(int key);
int cache_ready(int key);
void cache_lock(void);
void *cache_add(int key);
int cache_update(void *entry);

static void *lookup(int key)
{
	int err = cache_ready(key);

	if (err < 0)
		return ERR_PTR(err);
	return cache_find(key);
}

static void *add(int key)
{
	void *entry = cache_add(key);

	return entry ? entry : ERR_PTR(-ENOMEM);
}

/* What is not there is put there: that is no failure. */
int example_refresh(int key)
{
	int err = 0;
	void *entry = lookup(key); // ok lost-error

	if (!IS_ERR(entry))
		err = cache_update(entry);
	else if (PTR_ERR(entry) == -ENOENT)
		entry = add(key);
	if (IS_ERR(entry))
		err = PTR_ERR(entry);
	return err;
}

/* The kernel's log has it. */
int example_warned(int key)
{
	int result = 0;
	int err;

	if (key > 9)
		return -EINVAL;
	err = find(key); // ok lost-error
	WARN_ON(err);
	return result;
}
