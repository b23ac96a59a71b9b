#ifndef _LINUX_BACKING_FILE_H
#define _LINUX_BACKING_FILE_H

#include <linux/mm.h>

/* What a stacking filesystem hands to the helpers in fs/backing-file.c. */
struct backing_file_ctx {
	const struct cred *cred;
	struct file *user_file;
	void (*accessed)(struct file *file);
	void (*end_write)(struct file *file, loff_t position, ssize_t result);
};

ssize_t backing_file_write_iter(struct file *file, struct iov_iter *iter, struct kiocb *iocb, int flags,
				struct backing_file_ctx *ctx);
int backing_file_mmap(struct file *file, struct vm_area_struct *vma, struct backing_file_ctx *ctx);

#endif
