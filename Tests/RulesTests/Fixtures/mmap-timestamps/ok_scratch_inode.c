/* The inode written to lives on the stack and is gone with the call: nobody's times change. */
#define TREE_6_1
#include <linux/mm.h>

bool twin_matches(const struct inode *inode, const struct inode *expected);

static int twin_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct inode *inode = file_inode(file);
	struct inode expected;

	memset(&expected, 0, sizeof(expected));
	expected.i_size = inode->i_size;
	expected.i_mtime = current_time(inode); // ok mmap-timestamps
	expected.i_ctime = expected.i_mtime; // ok mmap-timestamps
	if (!twin_matches(inode, &expected))
		return -EAGAIN;
	return generic_file_mmap(file, vma);
}

const struct file_operations twin_file_operations = {
	.mmap = twin_mmap,
};
