#ifndef _LINUX_TYPES_H
#define _LINUX_TYPES_H

#include <linux/tree.h>

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef int s32;
typedef long long s64;
typedef unsigned long size_t;
typedef long ssize_t;
typedef long long loff_t;
typedef s64 time64_t;
typedef unsigned short umode_t;
typedef unsigned int gfp_t;
typedef unsigned int fmode_t;
typedef unsigned long vm_flags_t;
typedef unsigned int vm_fault_t;
typedef _Bool bool;

#define true 1
#define false 0
#define NULL ((void *)0)

typedef struct { int counter; } atomic_t;
typedef struct { long counter; } atomic_long_t;
typedef struct { atomic_t refs; } refcount_t;
typedef struct { int slock; } spinlock_t;

struct list_head {
	struct list_head *next, *prev;
};

void atomic_long_inc(atomic_long_t *v);
void refcount_set(refcount_t *r, int n);
void refcount_inc(refcount_t *r);
bool refcount_dec_and_test(refcount_t *r);
void spin_lock(spinlock_t *lock);
void spin_unlock(spinlock_t *lock);

#endif
