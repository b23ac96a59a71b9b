#define TREE_6_12
#include <linux/slab.h>

struct chunks {
	int pending;
};

int chunks_check(int start);
void start_chunk(struct chunks *chunks, int start);

/* Before the loop there is nothing yet that could have it. */
int example_run(int start, int count)
{
	struct chunks *chunks;

	chunks = kmalloc(sizeof(*chunks), GFP_KERNEL); // want heap-balance "kmalloc"
	if (!chunks)
		return -ENOMEM;
	if (chunks_check(start) < 0)
		return -EINVAL; // note "returns here"
	for (; count > 0; count--)
		start_chunk(chunks, start++);
	return 0;
}

/* What a loop uses it does not take. */
int example_sum(int count)
{
	int *sums = kzalloc(8 * sizeof(int), GFP_KERNEL); // want heap-balance "kzalloc"
	int sum = 0;

	if (!sums)
		return -ENOMEM;
	for (; count > 0; count--)
		sum += sums[count & 7]++;
	return sum; // note "returns here"
}
