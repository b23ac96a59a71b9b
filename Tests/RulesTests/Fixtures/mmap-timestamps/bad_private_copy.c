/* The times of the backing file, kept at open: they are no answer of a server. */
#define TREE_6_12
#include <linux/mm.h>

struct well_file {
	struct file *backing;
	struct timespec64 mtime;
};

static int well_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct well_file *wf = file->private_data;

	inode_set_mtime_to_ts(file_inode(file), wf->mtime); // want mmap-timestamps "mtime"
	return generic_file_mmap(file, vma);
}

const struct file_operations well_file_operations = {
	.mmap = well_mmap,
};
