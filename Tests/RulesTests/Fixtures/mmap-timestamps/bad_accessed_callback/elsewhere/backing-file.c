/* Helpers of another directory, as fs/backing-file.c: they call back what the filesystem handed in. */
#define TREE_6_12
#include <linux/backing-file.h>

int backing_file_mmap(struct file *file, struct vm_area_struct *vma, struct backing_file_ctx *ctx)
{
	const struct cred *old_cred;
	int ret;

	if (WARN_ON_ONCE(ctx->user_file != vma->vm_file))
		return -EIO;

	vma_set_file(vma, file);

	old_cred = override_creds(ctx->cred);
	ret = call_mmap(vma->vm_file, vma);
	revert_creds(old_cred);

	if (ctx->accessed)
		ctx->accessed(ctx->user_file);

	return ret;
}
