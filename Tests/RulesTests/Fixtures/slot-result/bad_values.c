#define TREE_6_12
#include <linux/mm.h>
#include <linux/dcache.h>

int example_start(struct inode *inode);
int finish_no_open(struct file *file, struct dentry *dentry);

static int example_prepare(struct inode *inode, int again)
{
	if (again)
		return 1; // want slot-result "1 is returned from file_operations.open: the VFS warns"
	return example_start(inode);
}

static int example_open(struct inode *inode, struct file *file)
{
	int err = example_prepare(inode, file->f_flags);

	if (err < 0)
		return err;
	return err;
}

static unsigned int example_poll(struct file *file, void *table)
{
	if (!file->private_data)
		return -EIO; // want slot-result "-EIO is returned from file_operations.poll"
	return 1;
}

static int example_atomic_open(struct inode *dir, struct dentry *dentry, struct file *file, unsigned int flags, umode_t mode)
{
	int err = finish_no_open(file, dentry);

	if (!err)
		err = 1; // want slot-result "1 is returned from inode_operations.atomic_open"
	return err;
}

static vm_fault_t example_fault(struct vm_fault *vmf)
{
	vm_fault_t ret = example_start(file_inode(vmf->vma->vm_file)) ? VM_FAULT_SIGBUS : -EAGAIN; // want slot-result "-EAGAIN is returned from vm_operations_struct.fault"

	return ret;
}

const struct file_operations example_file_operations = {
	.open = example_open,
	.poll = example_poll,
};

const struct inode_operations example_dir_operations = {
	.atomic_open = example_atomic_open,
};

const struct vm_operations_struct example_vm_operations = {
	.fault = example_fault,
};
