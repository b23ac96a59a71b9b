#define TREE_6_12
#include <linux/fuse_duties.h>

enum example_operation { EXAMPLE_CLONE, EXAMPLE_DEDUPE };

/* Deduplication leaves the data what it was. */
static loff_t example_remap(struct file *in, loff_t in_at, struct file *out, loff_t out_at, loff_t length, enum example_operation operation)
{
	struct file *real = example_real_file(out);
	loff_t done = 0;

	if (operation != EXAMPLE_DEDUPE) {
		done = file_remove_privs(out);
		if (done)
			return done;
	}
	switch (operation) {
	case EXAMPLE_CLONE:
		done = vfs_clone_file_range(in, in_at, real, out_at, length, 0); // ok suid-drop
		break;
	case EXAMPLE_DEDUPE:
		done = vfs_dedupe_file_range_one(in, in_at, real, out_at, length, 0); // ok suid-drop
		break;
	}
	return done;
}

static loff_t example_remap_file_range(struct file *in, loff_t in_at, struct file *out, loff_t out_at, loff_t length, unsigned int flags)
{
	enum example_operation operation;

	if (flags & 1)
		operation = EXAMPLE_DEDUPE;
	else
		operation = EXAMPLE_CLONE;
	return example_remap(in, in_at, out, out_at, length, operation);
}

const struct file_operations example_file_operations = {
	.remap_file_range = example_remap_file_range,
};
