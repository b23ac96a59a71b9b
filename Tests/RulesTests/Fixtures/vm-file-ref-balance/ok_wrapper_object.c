/* On error the old file is dropped and mm drops the new one; on success the old one is kept until the vma closes. */
#define TREE_6_1
#include <linux/mm.h>
#include <linux/slab.h>

struct husk_vm_ops {
	refcount_t users;
	struct file *user_file;
	const struct vm_operations_struct *inner;
	struct vm_operations_struct vm_ops;
};

static void husk_vma_close(struct vm_area_struct *vma)
{
	struct husk_vm_ops *husk = container_of(vma->vm_ops, struct husk_vm_ops, vm_ops);

	if (husk->inner && husk->inner->close)
		husk->inner->close(vma);
	if (refcount_dec_and_test(&husk->users)) {
		vma->vm_ops = husk->inner;
		fput(husk->user_file);
		kfree(husk);
	}
}

static int husk_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *host = file->private_data;
	struct husk_vm_ops *husk;
	int ret;

	if (!host->f_op->mmap)
		return -ENODEV;

	if (WARN_ON(file != vma->vm_file))
		return -EIO;

	husk = kmalloc(sizeof(*husk), GFP_KERNEL);
	if (!husk)
		return -ENOMEM;

	vma->vm_file = get_file(host); // ok vm-file-ref-balance
	ret = call_mmap(vma->vm_file, vma);

	if (ret) {
		fput(file); // ok vm-file-ref-balance
		kfree(husk);
	} else {
		husk->inner = vma->vm_ops;
		if (vma->vm_ops)
			husk->vm_ops = *vma->vm_ops;
		husk->vm_ops.close = husk_vma_close;
		husk->user_file = file;
		refcount_set(&husk->users, 1);
		vma->vm_ops = &husk->vm_ops;
	}
	return ret;
}

const struct file_operations husk_file_operations = {
	.mmap = husk_mmap,
};
