#define TREE_6_12
#include <linux/fuse_backing.h>

/* Devices are no directories either. */
static long example_ioctl(struct file *device, unsigned int command, unsigned long argument)
{
	struct fuse_conn *fc = device->private_data;
	struct fuse_backing *backing;
	struct file *file;

	if (!capable(CAP_SYS_ADMIN))
		return -EPERM;
	file = fget_raw(argument);
	if (!file)
		return -EBADF;
	backing = kzalloc(sizeof(*backing), GFP_KERNEL);
	if (backing && !d_is_dir(file->f_path.dentry)) {
		if (file_inode(file)->i_sb->s_stack_depth < fc->max_stack_depth) {
			backing->file = file; // want backing-file "a regular file"
			return example_publish(fc, backing);
		}
	}
	fput(file);
	kfree(backing);
	return -EINVAL;
}

const struct file_operations example_operations = {
	.unlocked_ioctl = example_ioctl,
};
