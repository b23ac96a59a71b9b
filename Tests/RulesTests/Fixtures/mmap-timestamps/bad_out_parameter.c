/* The decoder is right and is used for other structs too: the fault is to hand it the inode's mtime here. */
#define TREE_6_1
#include <linux/mm.h>
#include <linux/stat.h>

struct wire_attributes {
	u64 mtime;
	u32 mtime_nsec;
};

struct wire_file {
	struct wire_attributes attributes;
};

static void wire_decode_time(const struct wire_attributes *wire, struct timespec64 *time)
{
	time->tv_sec = wire->mtime;
	time->tv_nsec = wire->mtime_nsec;
}

void wire_fill_stat(struct file *file, struct kstat *stat)
{
	struct wire_file *wf = file->private_data;

	wire_decode_time(&wf->attributes, &stat->mtime); // ok mmap-timestamps
}

static int wire_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct wire_file *wf = file->private_data;
	struct inode *inode = file_inode(file);

	wire_decode_time(&wf->attributes, &inode->i_mtime); // want mmap-timestamps "mtime"
	return generic_file_mmap(file, vma);
}

const struct file_operations wire_file_operations = {
	.mmap = wire_mmap,
};
