/* The helper drops what it is given, as it should; to give it the file that the vma holds is the fault. */
#define TREE_6_12
#include <linux/mm.h>

struct plug_file {
	struct file *backing;
	unsigned long failures;
};

static void plug_give_up(struct plug_file *pf, struct file *file)
{
	pf->failures++;
	fput(file);
}

static int plug_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct plug_file *pf = file->private_data;
	int ret;

	vma->vm_file = get_file(pf->backing);
	ret = call_mmap(vma->vm_file, vma);
	if (ret) {
		plug_give_up(pf, pf->backing); // want vm-file-ref-balance "vm_file"
		return ret;
	}
	fput(file);
	return 0;
}

const struct file_operations plug_file_operations = {
	.mmap = plug_mmap,
};
