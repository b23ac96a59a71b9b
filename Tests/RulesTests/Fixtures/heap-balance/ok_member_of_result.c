#define TREE_6_12
#include <linux/slab.h>

struct vec {
	void *page;
	unsigned int len;
};

struct control {
	void *file;
	long pos;
	int flags;
};

struct io {
	struct control control;
	struct vec *vec;
};

static struct vec *vec_alloc(void **pages, unsigned int count, gfp_t flags)
{
	struct vec *vec, *p;

	vec = kmalloc(count * sizeof(*vec), flags);
	if (vec) {
		for (p = vec; count > 0; p++, pages++, count--) {
			p->page = *pages;
			p->len = 4096;
		}
	}
	return vec;
}

/* What is allocated for a member goes with the object that is returned. */
struct io *example_alloc(void **pages, unsigned int count, void *file, bool direct, gfp_t flags)
{
	struct io *io = kmalloc(sizeof(*io), flags); // ok heap-balance

	if (!io)
		return NULL;
	io->vec = vec_alloc(pages, count, flags); // ok heap-balance
	if (!io->vec) {
		kfree(io);
		return NULL;
	}
	if (direct)
		io->control.flags = 1;
	else
		io->control = (struct control){ .file = file };
	io->control.pos = 0;
	return io;
}
