/* The function to run comes as an argument and is run at once, within mmap. */
#define TREE_6_1
#include <linux/mm.h>

typedef void (*fan_visit_t)(struct inode *inode, void *data);

struct fan_file {
	struct inode *members[4];
	int count;
};

static void fan_for_each(struct fan_file *ff, fan_visit_t visit, void *data)
{
	int i;

	for (i = 0; i < ff->count; i++)
		visit(ff->members[i], data);
}

static void fan_stamp(struct inode *inode, void *data)
{
	const struct timespec64 *now = data;

	inode->i_mtime = *now; // want mmap-timestamps "mtime"
}

static int fan_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct timespec64 now = current_time(file_inode(file));

	fan_for_each(file->private_data, fan_stamp, &now); // note "fan_for_each"
	return generic_file_mmap(file, vma);
}

const struct file_operations fan_file_operations = {
	.mmap = fan_mmap,
};
