#ifndef _LINUX_STAT_H
#define _LINUX_STAT_H

#include <linux/time64.h>

struct kstat {
	u32 result_mask;
	umode_t mode;
	u64 ino;
	loff_t size;
	struct timespec64 atime;
	struct timespec64 mtime;
	struct timespec64 ctime;
};

#endif
