// SPDX-License-Identifier: Apache-2.0
#include "fuse_i.h"

#include <linux/slab.h>

static struct fuse_file *fuse_file_open(struct inode *inode, struct file *file)
{
	struct fuse_conn *fc = get_fuse_conn(inode);
	struct fuse_open_out outarg = { .backing_fd = -1 };
	struct fuse_file *ff;
	int err;

	ff = kzalloc(sizeof(*ff), GFP_KERNEL);
	if (!ff)
		return ERR_PTR(-ENOMEM);

	ff->nodeid = get_fuse_inode(inode)->nodeid;
	err = fuse_send_open(fc, ff->nodeid, file, &outarg);
	if (err)
		goto out_free;

	ff->fh = outarg.fh;
	ff->open_flags = outarg.open_flags;
	if (fc->passthrough && (ff->open_flags & FOPEN_PASSTHROUGH)) {
		err = fuse_passthrough_open(ff, outarg.backing_fd);
		if (err)
			goto out_release;
	}
	return ff;

out_release:
	fuse_send_release(fc, ff);
out_free:
	kfree(ff);
	return ERR_PTR(err);
}

static int fuse_open(struct inode *inode, struct file *file)
{
	struct fuse_file *ff = fuse_file_open(inode, file);

	if (IS_ERR(ff))
		return PTR_ERR(ff);

	file->private_data = ff;
	return 0;
}

static int fuse_release(struct inode *inode, struct file *file)
{
	struct fuse_file *ff = file->private_data;

	fuse_passthrough_release(&ff->passthrough);
	fuse_send_release(get_fuse_conn(inode), ff);
	kfree(ff);
	return 0;
}

static ssize_t fuse_file_read_iter(struct kiocb *iocb, struct iov_iter *to)
{
	struct fuse_file *ff = iocb->ki_filp->private_data;

	if (ff->passthrough.filp)
		return fuse_passthrough_read_iter(iocb, to);

	if (ff->open_flags & FOPEN_DIRECT_IO)
		return fuse_direct_io(ff, to, &iocb->ki_pos, false);

	return generic_file_read_iter(iocb, to);
}

static ssize_t fuse_file_write_iter(struct kiocb *iocb, struct iov_iter *from)
{
	struct file *file = iocb->ki_filp;
	struct fuse_file *ff = file->private_data;
	ssize_t ret;

	if (ff->passthrough.filp)
		return fuse_passthrough_write_iter(iocb, from);

	if (ff->open_flags & FOPEN_DIRECT_IO) {
		ret = fuse_direct_io(ff, from, &iocb->ki_pos, true);
		if (ret > 0)
			fuse_invalidate_attr(file_inode(file));
		return ret;
	}

	ret = file_update_time(file);
	if (ret)
		return ret;

	return generic_file_write_iter(iocb, from);
}

/* A write through the mapping is a write: here mtime may change. */
static vm_fault_t fuse_page_mkwrite(struct vm_fault *vmf)
{
	file_update_time(vmf->vma->vm_file);
	return filemap_page_mkwrite(vmf);
}

static const struct vm_operations_struct fuse_file_vm_ops = {
	.fault		= filemap_fault,
	.page_mkwrite	= fuse_page_mkwrite,
};

static int fuse_file_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct fuse_file *ff = file->private_data;

	if (ff->open_flags & FOPEN_DIRECT_IO) {
		/* Shared pages and direct I/O would not stay coherent. */
		if (vma->vm_flags & VM_MAYSHARE)
			return -ENODEV;
		invalidate_inode_pages2(file_inode(file)->i_mapping);
		return generic_file_mmap(file, vma);
	}

	file_accessed(file);
	vma->vm_ops = &fuse_file_vm_ops;
	return 0;
}

static const struct file_operations fuse_file_operations = {
	.read_iter	= fuse_file_read_iter,
	.write_iter	= fuse_file_write_iter,
	.mmap		= fuse_file_mmap,
	.open		= fuse_open,
	.release	= fuse_release,
};

void fuse_init_file_inode(struct inode *inode)
{
	inode->i_fop = &fuse_file_operations;
}
