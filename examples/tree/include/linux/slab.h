/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_SLAB_H
#define _LINUX_SLAB_H

#include <linux/types.h>

#define GFP_KERNEL	((gfp_t)0xcc0)

void *kzalloc(size_t size, gfp_t flags);
void kfree(const void *object);

#endif
