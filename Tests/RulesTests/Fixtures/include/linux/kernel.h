#ifndef _LINUX_KERNEL_H
#define _LINUX_KERNEL_H

#include <linux/types.h>

#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#define READ_ONCE(x) (*(const volatile __typeof__(x) *)&(x))
#define WRITE_ONCE(x, val) do { *(volatile __typeof__(x) *)&(x) = (val); } while (0)
#define offsetof(type, member) __builtin_offsetof(type, member)
#define container_of(ptr, type, member) ((type *)((void *)(ptr) - offsetof(type, member)))

#define swap(a, b) do { __typeof__(a) swapped_ = (a); (a) = (b); (b) = swapped_; } while (0)

/* Every option that a fixture asks about is off. */
#define IS_ENABLED(option) 0

void warn_slowpath(const char *file, int line);

#define WARN_ON(condition) ({				\
	int warned_ = !!(condition);			\
	if (unlikely(warned_))				\
		warn_slowpath(__FILE__, __LINE__);	\
	unlikely(warned_);				\
})
#define WARN_ON_ONCE(condition) ({			\
	static bool said_;				\
	int warned_ = !!(condition);			\
	if (unlikely(warned_ && !said_)) {		\
		said_ = true;				\
		warn_slowpath(__FILE__, __LINE__);	\
	}						\
	unlikely(warned_);				\
})

#define EPERM 1
#define ENOENT 2
#define EINTR 4
#define EIO 5
#define ECHILD 10
#define EAGAIN 11
#define ENOMEM 12
#define EACCES 13
#define EBUSY 16
#define ENODEV 19
#define EINVAL 22
#define ENOSYS 38
#define EOPNOTSUPP 95
#define MAX_ERRNO 4095

static inline void *ERR_PTR(long error)
{
	return (void *)error;
}

static inline long PTR_ERR(const void *ptr)
{
	return (long)ptr;
}

static inline bool IS_ERR(const void *ptr)
{
	return (unsigned long)ptr >= (unsigned long)-MAX_ERRNO;
}

static inline bool IS_ERR_OR_NULL(const void *ptr)
{
	return !ptr || IS_ERR(ptr);
}

void *memcpy(void *to, const void *from, size_t size);
void *memset(void *at, int byte, size_t size);

int printk(const char *format, ...);
#define pr_debug(...) printk(__VA_ARGS__)

#endif
