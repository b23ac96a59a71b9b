/* The callbacks are in a constant table that is handed down; its `mapped` runs within mmap. */
#define TREE_6_12
#include <linux/mm.h>

struct plan_hooks {
	void (*mapped)(struct file *file);
	void (*written)(struct file *file);
};

static void plan_mapped(struct file *file)
{
	inode_set_ctime_current(file_inode(file)); // want mmap-timestamps "ctime"
}

static void plan_written(struct file *file)
{
	file_update_time(file); // ok mmap-timestamps
}

static const struct plan_hooks plan_hooks = {
	.mapped = plan_mapped,
	.written = plan_written,
};

static int plan_map(struct file *file, struct vm_area_struct *vma, const struct plan_hooks *hooks)
{
	int err = generic_file_mmap(file, vma);

	if (!err && hooks->mapped)
		hooks->mapped(file);
	return err;
}

static int plan_mmap(struct file *file, struct vm_area_struct *vma)
{
	return plan_map(file, vma, &plan_hooks);
}

const struct file_operations plan_file_operations = {
	.mmap = plan_mmap,
};
