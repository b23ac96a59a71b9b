/* The callback sits in the file's own record when it is handed down: mmap puts it there and has it called. */
#define TREE_6_1
#include <linux/mm.h>

struct trail_file {
	struct file *lower;
	void (*accessed)(struct inode *inode);
};

static void trail_stamp(struct inode *inode)
{
	inode->i_ctime = current_time(inode); // want mmap-timestamps "ctime"
}

static int trail_lower_mmap(struct trail_file *tf, struct inode *inode, struct vm_area_struct *vma)
{
	int ret = call_mmap(tf->lower, vma);

	if (tf->accessed)
		tf->accessed(inode);
	return ret;
}

static int trail_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct trail_file *tf = file->private_data;

	tf->accessed = trail_stamp;
	vma_set_file(vma, tf->lower);
	return trail_lower_mmap(tf, file_inode(file), vma); // note "trail_lower_mmap"
}

const struct file_operations trail_file_operations = {
	.mmap = trail_mmap,
};
