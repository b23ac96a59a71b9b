#define TREE_6_12
#include <linux/fs.h>
#include <linux/slab.h>

#define NO_WRITECOUNT 4

struct super_block;
void sb_start_intwrite(struct super_block *sb);
void sb_end_intwrite(struct super_block *sb);
int ask(int n);

struct trans {
	unsigned int flags;
	struct super_block *sb;
};

static int reserve(struct trans *trans)
{
	int n = ask(1);

	if (n > 3)
		trans->flags |= 8;
	return ask(n);
}

static void trans_cancel(struct trans *trans)
{
	if (!(trans->flags & NO_WRITECOUNT))
		sb_end_intwrite(trans->sb);
	kfree(trans);
}

/* Whether it ends depends on flags that others may have changed meanwhile. */
int example_begin(struct super_block *sb, unsigned int flags, struct trans **result)
{
	struct trans *trans = kzalloc(sizeof(*trans), GFP_KERNEL);
	int err;

	if (!trans)
		return -ENOMEM;
	if (!(flags & NO_WRITECOUNT))
		sb_start_intwrite(sb); // ok state-balance
	trans->flags = flags;
	trans->sb = sb;
	err = reserve(trans);
	if (err) {
		trans_cancel(trans); // ok state-balance
		return err;
	}
	*result = trans;
	return 0;
}
