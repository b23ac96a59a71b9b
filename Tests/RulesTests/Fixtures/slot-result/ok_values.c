#define TREE_6_12
#include <linux/mm.h>
#include <linux/dcache.h>

int example_start(struct inode *inode);
int finish_no_open(struct file *file, struct dentry *dentry);

static int example_prepare(struct inode *inode, int again)
{
	if (again)
		return 1; // ok slot-result
	return example_start(inode);
}

static int example_open(struct inode *inode, struct file *file)
{
	int err = example_prepare(inode, file->f_flags);

	if (err > 0)
		err = 0;
	return err;
}

static unsigned int example_poll(struct file *file, void *table)
{
	int err = example_start(file_inode(file));

	if (err == -EIO || err == -EAGAIN)
		return 8; // ok slot-result
	return 1;
}

static int example_atomic_open(struct inode *dir, struct dentry *dentry, struct file *file, unsigned int flags, umode_t mode)
{
	int err = example_prepare(dir, flags);

	if (err == 1)
		return finish_no_open(file, dentry); // ok slot-result
	return err;
}

static vm_fault_t example_fault(struct vm_fault *vmf)
{
	int err = example_start(file_inode(vmf->vma->vm_file));

	if (err == -EAGAIN)
		return VM_FAULT_SIGBUS | VM_FAULT_LOCKED; // ok slot-result
	return err ? VM_FAULT_SIGBUS : VM_FAULT_LOCKED;
}

/* A command may return what it likes. */
static long example_ioctl(struct file *file, unsigned int command, unsigned long argument)
{
	return command ? 1 : -ENOSYS; // ok slot-result
}

const struct file_operations example_file_operations = {
	.open = example_open,
	.poll = example_poll,
	.unlocked_ioctl = example_ioctl,
};

const struct inode_operations example_dir_operations = {
	.atomic_open = example_atomic_open,
};

const struct vm_operations_struct example_vm_operations = {
	.fault = example_fault,
};
