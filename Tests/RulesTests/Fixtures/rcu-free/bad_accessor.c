#define TREE_6_12
#include <linux/fs.h>
#include <linux/rcupdate.h>

struct example_mount {
	struct rcu_head rcu;
	int users;
};

static inline struct example_mount *example_mount_of(struct super_block *sb)
{
	return sb->s_fs_info;
}

static void example_destroy(struct example_mount *mount)
{
	mount->users = 0;
	kfree(mount); // want rcu-free "kfree() frees struct example_mount"
}

void example_kill(struct super_block *sb)
{
	example_destroy(example_mount_of(sb)); // note "found in memory" note "calls example_destroy()"
}

void example_get(struct super_block *sb)
{
	struct example_mount *mount = kmalloc(sizeof(*mount), GFP_KERNEL);

	if (mount)
		example_destroy(mount);
}
