#define TREE_6_12
#include <linux/fuse_backing.h>

/* Whoever has the device open may. */
static long example_ioctl(struct file *device, unsigned int command, unsigned long argument)
{
	struct fuse_conn *fc = device->private_data;
	struct fuse_backing *backing = kzalloc(sizeof(*backing), GFP_KERNEL);
	struct file *file = fget_raw(argument);
	int err = -EINVAL;

	if (!file || !backing)
		goto out;
	if (!d_is_reg(file->f_path.dentry))
		goto out;
	err = -ELOOP;
	if (file_inode(file)->i_sb->s_stack_depth >= fc->max_stack_depth)
		goto out;
	backing->file = file; // want backing-file "CAP_SYS_ADMIN"
	return example_publish(fc, backing);
out:
	if (file)
		fput(file);
	kfree(backing);
	return err;
}

const struct file_operations example_operations = {
	.unlocked_ioctl = example_ioctl,
};
