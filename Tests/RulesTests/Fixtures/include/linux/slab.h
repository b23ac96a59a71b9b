#ifndef _LINUX_SLAB_H
#define _LINUX_SLAB_H

#include <linux/kernel.h>

#define GFP_KERNEL 0xcc0u
#define GFP_NOFS 0xc40u
#define GFP_ATOMIC 0x820u

void *kmalloc(size_t size, gfp_t flags);
void *kzalloc(size_t size, gfp_t flags);
void kfree(const void *object);

#endif
