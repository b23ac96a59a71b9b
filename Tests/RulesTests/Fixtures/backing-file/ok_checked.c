#define TREE_6_12
#include <linux/fuse_backing.h>

static int example_check(struct fuse_conn *fc, struct file *file)
{
	if (!d_is_reg(file->f_path.dentry))
		return d_is_dir(file->f_path.dentry) ? -EISDIR : -EINVAL;
	if (file_inode(file)->i_sb->s_stack_depth >= fc->max_stack_depth)
		return -ELOOP;
	return 0;
}

static long example_ioctl(struct file *device, unsigned int command, unsigned long argument)
{
	struct fuse_conn *fc = device->private_data;
	struct fuse_backing *backing;
	struct file *file;
	int err;

	if (!fc->passthrough || !capable(CAP_SYS_ADMIN))
		return -EPERM;
	file = fget_raw(argument);
	if (!file)
		return -EBADF;
	err = example_check(fc, file);
	if (err)
		goto out;
	err = -ENOMEM;
	backing = kzalloc(sizeof(*backing), GFP_KERNEL);
	if (!backing)
		goto out;
	backing->file = file; // ok backing-file
	return example_publish(fc, backing);
out:
	fput(file);
	return err;
}

const struct file_operations example_operations = {
	.unlocked_ioctl = example_ioctl,
};
