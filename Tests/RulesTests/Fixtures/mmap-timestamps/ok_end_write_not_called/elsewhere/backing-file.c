/* Helpers of another directory, as fs/backing-file.c: mmap calls `accessed`, writes call `end_write`. */
#define TREE_6_12
#include <linux/backing-file.h>

ssize_t backing_file_write_iter(struct file *file, struct iov_iter *iter, struct kiocb *iocb, int flags,
				struct backing_file_ctx *ctx)
{
	const struct cred *old_cred = override_creds(ctx->cred);
	ssize_t ret = vfs_iter_write(file, iter, &iocb->ki_pos, flags);

	revert_creds(old_cred);
	if (ctx->end_write)
		ctx->end_write(ctx->user_file, iocb->ki_pos, ret);
	return ret;
}

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
