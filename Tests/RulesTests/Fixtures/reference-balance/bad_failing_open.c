#define TREE_6_12
#include <linux/fs.h>
#include <linux/kernel.h>

struct channel {
	struct channel *next;
	refcount_t count;
	unsigned long number;
};

extern struct channel *channels;
int channel_start(struct channel *channel);
void refcount_inc(refcount_t *count);

/* ->release() drops the reference, and is called for what was opened only. */
static int example_open(struct inode *inode, struct file *file)
{
	struct channel *channel;
	int err;

	for (channel = channels; channel; channel = channel->next)
		if (channel->number == inode->i_ino)
			break;
	if (!channel)
		return -ENODEV;
	refcount_inc(&channel->count); // want reference-balance "not dropped on a path that returns"
	err = channel_start(channel);
	return err;
}

const struct file_operations example_operations = {
	.open = example_open,
};
