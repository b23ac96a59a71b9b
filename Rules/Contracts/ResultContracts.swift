/// What the functions in a slot must not return; all else of them is in the other tables.
///
/// Few slots have a line: what the kernel's documents or the caller's code do not say is not here.
enum ResultContracts {
    static let text = """
        inode_operations.lookup          never returns -ENOENT beside create mkdir mknod symlink link: nobody can make the name then   # vfs.rst, lookup
        inode_operations.atomic_open     never returns positive: it is taken for a pointer to a dentry    # porting.rst, 4.19; fs/namei.c, atomic_open()
        inode_operations.get_link        never returns -ECHILD out of walk: users see it                  # vfs.rst, get_link; fs/namei.c, pick_link()
        inode_operations.permission      never returns -ECHILD out of walk: users see it                  # vfs.rst, permission; fs/namei.c, may_lookup()
        dentry_operations.d_revalidate   never returns -ECHILD out of walk: users see it                  # vfs.rst, d_revalidate; fs/namei.c, lookup_fast()
        dentry_operations.d_manage       never returns -ECHILD out of walk: users see it                  # vfs.rst, d_manage; fs/namei.c, __traverse_mounts()
        file_operations.open             never returns positive: the VFS warns, and makes -EINVAL of it   # fs/open.c, do_dentry_open()
        file_operations.poll             never returns -errno: it is taken for a mask of events           # fs/select.c, do_poll()
        file_operations.release          result unused                                                    # vfs.rst; fs/file_table.c, __fput()
        vm_operations_struct.fault       never returns -errno: it is taken for VM_FAULT_ bits             # include/linux/mm_types.h, vm_fault_t
        vm_operations_struct.huge_fault  never returns -errno: it is taken for VM_FAULT_ bits             # include/linux/mm_types.h, vm_fault_t
        vm_operations_struct.page_mkwrite never returns -errno: it is taken for VM_FAULT_ bits            # include/linux/mm_types.h, vm_fault_t
        vm_operations_struct.pfn_mkwrite never returns -errno: it is taken for VM_FAULT_ bits             # include/linux/mm_types.h, vm_fault_t
        vm_operations_struct.map_pages   never returns -errno: it is taken for VM_FAULT_ bits             # include/linux/mm_types.h, vm_fault_t
        address_space_operations.bmap    never returns -errno: it is taken for a block                    # fs/inode.c, bmap()
        """
}
