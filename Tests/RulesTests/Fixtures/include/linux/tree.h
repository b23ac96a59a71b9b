/* Which kernel a fixture is written for: each .c file defines one of these before its first include. */
#ifndef _LINUX_TREE_H
#define _LINUX_TREE_H

#if defined(TREE_5_10) + defined(TREE_6_1) + defined(TREE_6_12) + defined(TREE_6_17) != 1
#error "define exactly one of TREE_5_10, TREE_6_1, TREE_6_12, TREE_6_17 before the first include"
#endif

/* Timestamps are plain struct members, written by everybody. */
#if defined(TREE_5_10) || defined(TREE_6_1)
#define TREE_HAS_TIME_FIELDS
#endif

/* mm drops whatever vma->vm_file holds when ->mmap fails, and vma_set_file() is there. */
#ifndef TREE_5_10
#define TREE_HAS_VMA_SET_FILE
#endif

#ifdef TREE_6_17
#define TREE_HAS_MMAP_PREPARE
#endif

#endif
