#ifndef _LINUX_RCUPDATE_H
#define _LINUX_RCUPDATE_H

#include <linux/slab.h>

struct callback_head {
	struct callback_head *next;
	void (*func)(struct callback_head *head);
};
#define rcu_head callback_head

struct kmem_cache;
struct idr { int top; };

void call_rcu(struct rcu_head *head, void (*func)(struct rcu_head *head));
void kvfree_call_rcu(struct rcu_head *head, void *ptr);
#define kfree_rcu(ptr, member) kvfree_call_rcu(&(ptr)->member, (ptr))
void synchronize_rcu(void);
void rcu_barrier(void);

void *idr_remove(struct idr *idr, unsigned long id);
int idr_alloc(struct idr *idr, void *ptr, int start, int end, gfp_t gfp);

void kmem_cache_free(struct kmem_cache *cache, void *object);
void *kmem_cache_alloc(struct kmem_cache *cache, gfp_t flags);
void kmem_cache_destroy(struct kmem_cache *cache);

struct file_system_type;
int unregister_filesystem(struct file_system_type *type);

typedef void (*exitcall_t)(void);
#define module_exit(fn) static exitcall_t __exitcall_##fn __attribute__((__used__)) = fn;

#endif
