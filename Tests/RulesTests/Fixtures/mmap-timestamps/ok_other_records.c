/* Fields of these names in other structs are not the inode's: a request to the server, a record in a log. */
#define TREE_6_12
#include <linux/mm.h>
#include <linux/stat.h>

struct post_attributes {
	struct timespec64 i_mtime;
	struct timespec64 i_ctime;
	time64_t i_mtime_sec;
};

struct post_file {
	struct post_attributes sent;
};

void post_log(const struct kstat *stat);

static int post_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct post_file *pf = file->private_data;
	struct inode *inode = file_inode(file);
	struct timespec64 now = current_time(inode);
	struct kstat stat = { .mtime = now };

	pf->sent.i_mtime = now; // ok mmap-timestamps
	pf->sent.i_ctime = inode_get_ctime(inode); // ok mmap-timestamps
	pf->sent.i_mtime_sec = now.tv_sec; // ok mmap-timestamps
	stat.ctime = now; // ok mmap-timestamps
	post_log(&stat);
	return generic_file_mmap(file, vma);
}

const struct file_operations post_file_operations = {
	.mmap = post_mmap,
};
