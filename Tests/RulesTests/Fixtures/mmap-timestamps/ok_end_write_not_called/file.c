/* Both callbacks are in the struct that mmap hands down; only the one for reads is called there. */
#define TREE_6_12
#include <linux/backing-file.h>

struct over_file {
	struct file *real;
	const struct cred *cred;
};

static void over_accessed(struct file *file)
{
	file_accessed(file); // ok mmap-timestamps
}

static void over_end_write(struct file *file, loff_t position, ssize_t result)
{
	struct over_file *of = file->private_data;

	if (result > 0)
		inode_set_mtime_to_ts(file_inode(file), inode_get_mtime(file_inode(of->real))); // ok mmap-timestamps
}

static ssize_t over_write_iter(struct kiocb *iocb, struct iov_iter *from)
{
	struct over_file *of = iocb->ki_filp->private_data;
	struct backing_file_ctx ctx = {
		.cred = of->cred,
		.user_file = iocb->ki_filp,
		.end_write = over_end_write,
	};

	return backing_file_write_iter(of->real, from, iocb, iocb->ki_flags, &ctx);
}

static int over_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct over_file *of = file->private_data;
	struct backing_file_ctx ctx = {
		.cred = of->cred,
		.user_file = file,
		.accessed = over_accessed,
		.end_write = over_end_write,
	};

	return backing_file_mmap(of->real, vma, &ctx);
}

const struct file_operations over_file_operations = {
	.write_iter = over_write_iter,
	.mmap = over_mmap,
};
