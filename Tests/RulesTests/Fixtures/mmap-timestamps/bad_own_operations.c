/* The filesystem has an ops table of its own, with one implementation: that is what mmap calls. */
#define TREE_6_12
#include <linux/mm.h>

struct cell_operations {
	int (*prepare_map)(struct file *file);
};

struct cell {
	const struct cell_operations *ops;
	struct file *file;
};

static int cell_prepare_map(struct file *file)
{
	struct inode *inode = file_inode(file);

	inode_set_mtime_to_ts(inode, current_time(inode)); // want mmap-timestamps "mtime"
	return 0;
}

static const struct cell_operations cell_default_operations = {
	.prepare_map = cell_prepare_map,
};

static int cell_open(struct inode *inode, struct file *file)
{
	struct cell *cell = inode->i_private;

	cell->ops = &cell_default_operations;
	cell->file = file;
	file->private_data = cell;
	return 0;
}

static int cell_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct cell *cell = file->private_data;
	int err;

	err = cell->ops->prepare_map(cell->file);
	if (err)
		return err;
	return generic_file_mmap(file, vma);
}

const struct file_operations cell_file_operations = {
	.open = cell_open,
	.mmap = cell_mmap,
};
