/* file_modified() drops privileges and sets mtime and ctime: right before a write, wrong in mmap. */
#define TREE_6_1
#include <linux/mm.h>

static int vault_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct inode *inode = file_inode(file);
	int err;

	if (!(file->f_mode & FMODE_WRITE))
		goto map;

	inode_lock(inode);
	err = file_modified(file); // want mmap-timestamps "file_modified"
	inode_unlock(inode);
	if (err)
		return err;
map:
	return generic_file_mmap(file, vma);
}

const struct file_operations vault_file_operations = {
	.mmap = vault_mmap,
};
