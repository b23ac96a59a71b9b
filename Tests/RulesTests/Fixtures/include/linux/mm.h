#ifndef _LINUX_MM_H
#define _LINUX_MM_H

#include <linux/fs.h>

#define VM_READ 0x1ul
#define VM_WRITE 0x2ul
#define VM_SHARED 0x8ul
#define VM_MAYREAD 0x10ul
#define VM_MAYWRITE 0x20ul
#define VM_MAYSHARE 0x80ul

#define VM_FAULT_LOCKED 0x200u
#define VM_FAULT_SIGBUS 0x2u

#define PAGE_SHIFT 12
#define PAGE_SIZE (1ul << PAGE_SHIFT)

struct page;

struct vm_fault {
	struct vm_area_struct *vma;
	unsigned long pgoff;
	struct page *page;
};

struct vm_operations_struct {
	void (*open)(struct vm_area_struct *vma);
	void (*close)(struct vm_area_struct *vma);
	vm_fault_t (*fault)(struct vm_fault *vmf);
	vm_fault_t (*page_mkwrite)(struct vm_fault *vmf);
};

struct vm_area_struct {
	unsigned long vm_start;
	unsigned long vm_end;
	vm_flags_t vm_flags;
	const struct vm_operations_struct *vm_ops;
	unsigned long vm_pgoff;
	struct file *vm_file;
	void *vm_private_data;
};

#ifdef TREE_HAS_MMAP_PREPARE
struct vm_area_desc {
	unsigned long start;
	unsigned long end;
	unsigned long pgoff;
	struct file *file;
	vm_flags_t vm_flags;
	const struct vm_operations_struct *vm_ops;
	void *private_data;
};
#endif

#ifdef TREE_HAS_VMA_SET_FILE
void vma_set_file(struct vm_area_struct *vma, struct file *file);
#endif

vm_fault_t filemap_fault(struct vm_fault *vmf);
vm_fault_t filemap_page_mkwrite(struct vm_fault *vmf);

int security_mmap_backing_file(struct vm_area_struct *vma, struct file *backing, struct file *user);

#endif
