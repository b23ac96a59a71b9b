#ifndef _LINUX_CLEANUP_H
#define _LINUX_CLEANUP_H

#include <linux/kernel.h>

#define DEFINE_FREE(name, type, release) \
	static inline void __free_##name(void *where) { type _T = *(type *)where; release; }
#define __free(name) __attribute__((__cleanup__(__free_##name)))

#define take_and_clear(pointer) ({			\
	__typeof__(pointer) taken_ = (pointer);		\
	(pointer) = NULL;				\
	taken_;						\
})
#define no_free_ptr(pointer) take_and_clear(pointer)
#define return_ptr(pointer) return no_free_ptr(pointer)

#endif
