/* Members and the locks that guard them, in the shape of fs/fuse; lockdep as it is where it is configured out. */
#ifndef _LINUX_FUSE_LOCKS_H
#define _LINUX_FUSE_LOCKS_H

#include <linux/fs.h>
#include <linux/list.h>
#include <linux/slab.h>

#define lockdep_assert_held(lock) do { (void)(lock); } while (0)
#define WRITE_ONCE(place, value) do { *(volatile typeof(place) *)&(place) = (value); } while (0)
#define container_of(pointer, type, member) ((type *)((char *)(pointer) - __builtin_offsetof(type, member)))

void spin_lock_init(spinlock_t *lock);
int spin_trylock(spinlock_t *lock);
struct inode *new_inode(struct super_block *sb);
struct inode *iget_locked(struct super_block *sb, unsigned long number);
void unlock_new_inode(struct inode *inode);
void fuse_set_nowrite(struct inode *inode);
void fuse_release_nowrite(struct inode *inode);
void truncate_pagecache(struct inode *inode, loff_t size);

#endif
