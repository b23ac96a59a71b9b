/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_KERNEL_H
#define _LINUX_KERNEL_H

#include <linux/types.h>

#define container_of(ptr, type, member) ({				\
	const __typeof__(((type *)0)->member) *__member = (ptr);	\
	(type *)((char *)__member - __builtin_offsetof(type, member)); })

void warn_at(const char *file, int line);

/* The value of the condition, reported once it holds. */
#define WARN_ON(condition) ({						\
	int __warn = !!(condition);					\
	if (unlikely(__warn))						\
		warn_at(__FILE__, __LINE__);				\
	unlikely(__warn); })

#endif
