#define TREE_6_12
#include <linux/slab.h>

unsigned long strcspn(const char *text, const char *stops);
char *kstrndup(const char *text, size_t size, gfp_t flags);
int fold(char *to, const char *from);

/* What lies some way behind the start of a text is no error number. */
static const char *share_of(const char *target, char **share)
{
	size_t size = strcspn(target + 1, "/");

	if (!size)
		return ERR_PTR(-EINVAL);
	*share = kstrndup(target, size, GFP_KERNEL);
	if (!*share)
		return ERR_PTR(-ENOMEM);
	return target + size;
}

int example_share(const char *target, char **sharep, const char **path)
{
	char *share;
	const char *rest = share_of(target, &share); // ok heap-balance

	if (IS_ERR(rest))
		return PTR_ERR(rest);
	*path = rest;
	*sharep = share;
	return 0;
}

static char *folded(const char *name)
{
	char *copy = kzalloc(64, GFP_KERNEL);
	int size;

	if (!copy)
		return ERR_PTR(-ENOMEM);
	size = fold(copy, name);
	return copy - size;
}

int example_name(const char *name)
{
	char *copy = folded(name); // ok heap-balance

	if (IS_ERR(copy))
		return PTR_ERR(copy);
	kfree(copy);
	return 0;
}
