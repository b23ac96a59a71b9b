/* Helpers of another directory, as fs/backing-file.c; an error after vma_set_file() needs no undoing. */
#define TREE_6_12
#include <linux/backing-file.h>

int backing_file_mmap(struct file *file, struct vm_area_struct *vma, struct backing_file_ctx *ctx)
{
	struct file *user_file = vma->vm_file;
	const struct cred *old_cred;
	int ret;

	if (WARN_ON_ONCE(!(file->f_mode & FMODE_BACKING)) || WARN_ON_ONCE(ctx->user_file != vma->vm_file))
		return -EIO;

	if (!file->f_op->mmap)
		return -ENODEV;

	vma_set_file(vma, file);

	old_cred = override_creds(ctx->cred);
	ret = security_mmap_backing_file(vma, file, user_file);
	if (ret) {
		revert_creds(old_cred);
		return ret;
	}

	ret = call_mmap(vma->vm_file, vma);
	revert_creds(old_cred);

	if (ctx->accessed)
		ctx->accessed(ctx->user_file);

	return ret;
}
