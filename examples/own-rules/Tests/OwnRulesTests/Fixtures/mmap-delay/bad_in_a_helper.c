struct file;
struct vm_area_struct;
struct file_operations {
	int (*mmap)(struct file *, struct vm_area_struct *);
	int (*fsync)(struct file *);
};
void msleep(unsigned int milliseconds);

static void thing_wait(void)
{
	msleep(10); // want mmap-delay
}

static int thing_mmap(struct file *file, struct vm_area_struct *vma)
{
	thing_wait(); // note "thing_wait()"
	return 0;
}

static const struct file_operations thing_operations = { .mmap = thing_mmap };
