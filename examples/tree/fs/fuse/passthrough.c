// SPDX-License-Identifier: Apache-2.0
/* Reads and writes that go straight to a file which the server has opened. */
#include "fuse_i.h"

int fuse_passthrough_open(struct fuse_file *ff, int backing_fd)
{
	struct file *backing_file = fget(backing_fd);

	if (!backing_file)
		return -EBADF;

	ff->passthrough.filp = backing_file;
	ff->passthrough.cred = get_current_cred();
	return 0;
}

void fuse_passthrough_release(struct fuse_passthrough *passthrough)
{
	if (!passthrough->filp)
		return;

	fput(passthrough->filp);
	put_cred(passthrough->cred);
	passthrough->filp = NULL;
	passthrough->cred = NULL;
}

ssize_t fuse_passthrough_read_iter(struct kiocb *iocb, struct iov_iter *to)
{
	struct file *file = iocb->ki_filp;
	struct fuse_file *ff = file->private_data;
	const struct cred *old_cred;
	ssize_t ret;

	old_cred = override_creds(ff->passthrough.cred);
	ret = vfs_iter_read(ff->passthrough.filp, to, &iocb->ki_pos,
			    iocb->ki_flags);
	revert_creds(old_cred);

	file_accessed(file);
	return ret;
}

ssize_t fuse_passthrough_write_iter(struct kiocb *iocb, struct iov_iter *from)
{
	struct file *file = iocb->ki_filp;
	struct fuse_file *ff = file->private_data;
	const struct cred *old_cred;
	ssize_t ret = file_remove_privs(file);

	if (ret)
		return ret;
	old_cred = override_creds(ff->passthrough.cred);
	ret = vfs_iter_write(ff->passthrough.filp, from, &iocb->ki_pos, iocb->ki_flags);
	revert_creds(old_cred);
	if (ret > 0)
		fuse_invalidate_attr(file_inode(file));
	return ret;
}
