#define TREE_6_12
#include <linux/slab.h>

struct attrs {
	int n;
};

int file_remove(const char *name);
int file_set(const char *name, int bits);

/* With a bit in it, `bits` is not 0 any more: there is no second allocation. */
int example_unlink(const char *name, int old)
{
	struct attrs *attrs = NULL;
	int bits = 0, err;

again:
	err = file_remove(name);
	if (err == -EACCES && bits == 0) {
		attrs = kzalloc(sizeof(*attrs), GFP_KERNEL); // ok heap-balance
		if (!attrs)
			return -ENOMEM;
		bits = old | 2;
		err = file_set(name, bits);
		if (!err)
			goto again;
	}
	kfree(attrs);
	return err;
}
