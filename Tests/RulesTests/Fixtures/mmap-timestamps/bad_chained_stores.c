/* One line, two fields: mtime and ctime are both set to now. */
#define TREE_5_10
#include <linux/mm.h>

static int card_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct inode *inode = file_inode(file);

	inode->i_mtime = inode->i_ctime = current_time(inode); // want mmap-timestamps "mtime" want mmap-timestamps "ctime"
	mark_inode_dirty(inode);
	return generic_file_mmap(file, vma);
}

const struct file_operations card_file_operations = {
	.mmap = card_mmap,
};
