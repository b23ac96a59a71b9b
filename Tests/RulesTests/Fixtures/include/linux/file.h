#ifndef _LINUX_FILE_H
#define _LINUX_FILE_H

#include <linux/cleanup.h>
#include <linux/fs.h>

DEFINE_FREE(fput, struct file *, if (!IS_ERR_OR_NULL(_T)) fput(_T))

/* Both return a reference that the caller owns, or an ERR_PTR. */
struct file *dentry_open(const struct path *path, int flags, const struct cred *credentials);
struct file *shmem_file_setup(const char *name, loff_t size, unsigned long flags);

#endif
