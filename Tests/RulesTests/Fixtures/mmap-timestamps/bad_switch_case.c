/* The case for mappings falls through to the one for writes. */
#define TREE_6_12
#include <linux/mm.h>

enum gate_event { GATE_READ, GATE_MAP, GATE_WRITE };

static void gate_account(struct file *file, enum gate_event event)
{
	struct inode *inode = file_inode(file);

	switch (event) {
	case GATE_READ:
		file_accessed(file);
		break;
	case GATE_MAP:
		file_accessed(file);
		__attribute__((__fallthrough__));
	case GATE_WRITE:
		inode_set_ctime_current(inode); // want mmap-timestamps "ctime"
		break;
	}
}

static ssize_t gate_write_iter(struct kiocb *iocb, struct iov_iter *from)
{
	gate_account(iocb->ki_filp, GATE_WRITE);
	return generic_file_write_iter(iocb, from);
}

static int gate_mmap(struct file *file, struct vm_area_struct *vma)
{
	gate_account(file, GATE_MAP); // note "gate_account"
	return generic_file_mmap(file, vma);
}

const struct file_operations gate_file_operations = {
	.write_iter = gate_write_iter,
	.mmap = gate_mmap,
};
