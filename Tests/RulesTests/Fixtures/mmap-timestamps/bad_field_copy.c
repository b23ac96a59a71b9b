/* Mapping a file does not modify it: the handler may not take over the lower inode's mtime and ctime. */
#define TREE_6_1
#include <linux/mm.h>

struct stack_file {
	struct file *lower;
	const struct cred *cred;
};

static int stack_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct stack_file *sf = file->private_data;
	struct inode *inode = file_inode(file);
	struct inode *lower_inode = file_inode(sf->lower);
	const struct cred *old_cred;
	int ret;

	vma_set_file(vma, sf->lower);

	old_cred = override_creds(sf->cred);
	ret = call_mmap(vma->vm_file, vma);
	revert_creds(old_cred);

	if (file->f_flags & O_NOATIME)
		return ret;

	if (!timespec64_equal(&inode->i_mtime, &lower_inode->i_mtime) ||
	    !timespec64_equal(&inode->i_ctime, &lower_inode->i_ctime)) {
		inode->i_mtime = lower_inode->i_mtime; // want mmap-timestamps "mtime"
		inode->i_ctime = lower_inode->i_ctime; // want mmap-timestamps "ctime"
	}
	touch_atime(&file->f_path);

	return ret;
}

const struct file_operations stack_file_operations = {
	.read_iter = generic_file_read_iter,
	.write_iter = generic_file_write_iter,
	.mmap = stack_mmap,
};
