struct file;
struct vm_area_struct;
struct file_operations {
	int (*mmap)(struct file *, struct vm_area_struct *);
	int (*fsync)(struct file *);
};
void msleep(unsigned int milliseconds);

static int thing_mmap(struct file *file, struct vm_area_struct *vma)
{
	msleep(10); // want mmap-delay "thing_mmap() sleeps"
	return 0;
}

static const struct file_operations thing_operations = {
	.mmap = thing_mmap, // note "file_operations.mmap is thing_mmap()"
};
