/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_MM_H
#define _LINUX_MM_H

#include <linux/types.h>

#define VM_WRITE	0x00000002ul
#define VM_SHARED	0x00000008ul
#define VM_MAYSHARE	0x00000080ul

struct file;
struct vm_area_struct;

struct vm_fault {
	struct vm_area_struct *vma;
	unsigned long address;
};

struct vm_operations_struct {
	void (*close)(struct vm_area_struct *vma);
	vm_fault_t (*fault)(struct vm_fault *vmf);
	vm_fault_t (*page_mkwrite)(struct vm_fault *vmf);
};

/*
 * The area owns one reference to vm_file. When ->mmap() fails, the caller
 * drops whatever vm_file points to then.
 */
struct vm_area_struct {
	unsigned long vm_start;
	unsigned long vm_end;
	unsigned long vm_flags;
	const struct vm_operations_struct *vm_ops;
	struct file *vm_file;
	void *vm_private_data;
};

/* Puts @file in place of vma->vm_file: takes a reference to it, drops the old. */
void vma_set_file(struct vm_area_struct *vma, struct file *file);

vm_fault_t filemap_fault(struct vm_fault *vmf);
vm_fault_t filemap_page_mkwrite(struct vm_fault *vmf);

#endif
