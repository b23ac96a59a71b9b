/* The table that mmap calls through also holds a hook that changes mtime: another field, called by writes. */
#define TREE_6_12
#include <linux/mm.h>

struct cell_operations {
	int (*prepare_map)(struct file *file);
	void (*written)(struct file *file);
};

struct cell {
	const struct cell_operations *ops;
};

static int cell_prepare_map(struct file *file)
{
	file_accessed(file); // ok mmap-timestamps
	return 0;
}

static void cell_written(struct file *file)
{
	file_update_time(file); // ok mmap-timestamps
}

static const struct cell_operations cell_default_operations = {
	.prepare_map = cell_prepare_map,
	.written = cell_written,
};

static int cell_open(struct inode *inode, struct file *file)
{
	struct cell *cell = inode->i_private;

	cell->ops = &cell_default_operations;
	file->private_data = cell;
	return 0;
}

static ssize_t cell_write_iter(struct kiocb *iocb, struct iov_iter *from)
{
	struct cell *cell = iocb->ki_filp->private_data;

	cell->ops->written(iocb->ki_filp);
	return generic_file_write_iter(iocb, from);
}

static int cell_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct cell *cell = file->private_data;
	int err = cell->ops->prepare_map(file);

	return err ? err : generic_file_mmap(file, vma);
}

const struct file_operations cell_file_operations = {
	.open = cell_open,
	.write_iter = cell_write_iter,
	.mmap = cell_mmap,
};
