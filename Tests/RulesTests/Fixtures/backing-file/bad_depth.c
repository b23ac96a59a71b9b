#define TREE_6_12
#include <linux/fuse_backing.h>

/* The other filesystem may have its backing files here. */
static int example_take(struct fuse_conn *fc, int fd)
{
	struct fuse_backing *backing;
	struct file *file;

	if (!fc->passthrough || !capable(CAP_SYS_ADMIN))
		return -EPERM;
	file = fget_raw(fd);
	if (!file)
		return -EBADF;
	if (!d_is_reg(file->f_path.dentry)) {
		fput(file);
		return -EINVAL;
	}
	backing = kmalloc(sizeof(*backing), GFP_KERNEL);
	if (!backing) {
		fput(file);
		return -ENOMEM;
	}
	backing->file = file; // want backing-file "how deep"
	return example_publish(fc, backing);
}

static long example_ioctl(struct file *file, unsigned int command, unsigned long argument)
{
	return example_take(file->private_data, argument);
}

const struct file_operations example_operations = {
	.unlocked_ioctl = example_ioctl, // note "file_operations.unlocked_ioctl is example_ioctl()"
};
