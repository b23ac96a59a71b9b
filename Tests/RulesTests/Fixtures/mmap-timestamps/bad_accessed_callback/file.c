/* The callback for reads runs inside mmap too, so it may touch atime and nothing else. */
#define TREE_6_12
#include <linux/backing-file.h>

struct over_file {
	struct file *real;
	const struct cred *cred;
};

static void over_accessed(struct file *file)
{
	struct over_file *of = file->private_data;
	struct inode *inode = file_inode(file);
	struct inode *real_inode = file_inode(of->real);

	inode_set_mtime_to_ts(inode, inode_get_mtime(real_inode)); // want mmap-timestamps "mtime"
	touch_atime(&file->f_path); // ok mmap-timestamps
}

static int over_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct over_file *of = file->private_data;
	struct backing_file_ctx ctx = {
		.cred = of->cred,
		.user_file = file,
		.accessed = over_accessed,
	};

	return backing_file_mmap(of->real, vma, &ctx); // note "backing_file_mmap"
}

const struct file_operations over_file_operations = {
	.mmap = over_mmap,
};
