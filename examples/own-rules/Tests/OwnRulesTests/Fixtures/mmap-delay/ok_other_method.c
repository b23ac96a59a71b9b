struct file;
struct vm_area_struct;
struct file_operations {
	int (*mmap)(struct file *, struct vm_area_struct *);
	int (*fsync)(struct file *);
};
void msleep(unsigned int milliseconds);

static int thing_fsync(struct file *file)
{
	msleep(10); // ok mmap-delay
	return 0;
}

static const struct file_operations thing_operations = { .fsync = thing_fsync };
