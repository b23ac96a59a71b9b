#define TREE_6_12
#include <linux/mutex.h>

struct page_part {
	struct mutex lock;
	int start;
};

int part_read(int at);
int part_next(int at);

static void part_end(struct page_part *part)
{
	mutex_unlock(&part->lock);
}

/* There is one part, and then no other round, or several of which the last gives up the lock. */
int example_read(struct page_part *part, int end)
{
	int at = part->start;

	while (at <= end) {
		if (part_next(at) < 0) {
			part_end(part); // ok lock-balance
			break;
		}
		if (part_read(at) == 1) {
			part_end(part);
			at += part_next(at);
			continue;
		}
		at += part_next(at);
	}
	return 0;
}
