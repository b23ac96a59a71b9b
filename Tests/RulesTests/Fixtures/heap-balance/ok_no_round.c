#define TREE_6_12
#include <linux/list.h>
#include <linux/slab.h>

struct chunk {
	struct list_head list;
	int start;
	struct chunks *all;
};

struct chunks {
	int pending;
	struct list_head queue;
};

void start_chunk(struct chunks *chunks, int start);

/* There is a round for whatever the memory is for. */
int example_run(int start, int end)
{
	struct chunks *chunks;
	int count = (end - start) / 8;

	chunks = kmalloc(sizeof(*chunks), GFP_KERNEL); // ok heap-balance
	if (!chunks)
		return -ENOMEM;
	for (; count > 0; count--) {
		start_chunk(chunks, start);
		start += 8;
	}
	return 0;
}
