/* The slot is filled in by an assignment, not by an initialiser. */
#define TREE_6_1
#include <linux/mm.h>

struct host_device {
	struct file_operations fops;
	struct inode *inode;
	unsigned int features;
};

#define HOST_CAN_MAP 1u

static int host_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct host_device *host = file->private_data;

	host->inode->i_mtime = current_time(host->inode); // want mmap-timestamps "mtime"
	return generic_file_mmap(file, vma);
}

void host_setup(struct host_device *host)
{
	host->fops.read_iter = generic_file_read_iter;
	if (host->features & HOST_CAN_MAP)
		host->fops.mmap = host_mmap;
}
