import Program

/// Who takes and who drops references to struct file.
enum FileReferences {
    /// Functions that take a reference on their argument, by its index, and return it.
    static let takers: [String: Int] = ["get_file": 0]

    /// Functions that return a file with a reference of the caller's own.
    static let makers: Set<String> = [
        // These two are given the address of a pointer to the file (since 6.7; before, there is no such function).
        "get_file_rcu", "get_file_active",
        "fget", "fget_raw", "fget_task", "dentry_open", "dentry_create", "filp_open", "file_open_root",
        "file_open_root_mnt", "backing_file_open", "backing_tmpfile_open", "kernel_file_open", "open_with_fake_path",
        "alloc_file_pseudo", "alloc_file_pseudo_noaccount", "alloc_file_clone", "alloc_empty_file",
        "alloc_empty_backing_file", "anon_inode_getfile", "shmem_file_setup", "shmem_kernel_file_setup",
        "shmem_file_setup_with_mnt", "hugetlb_file_setup",
    ]

    /// Functions that drop a reference on their argument, by its index; null is not allowed but for the last.
    static let droppers: [String: Int] = ["fput": 0, "__fput_sync": 0, "fput_close_sync": 0, "fput_close": 0, "fput_light": 0]

    /// Puts a file into vma->vm_file: takes its reference and drops the old one's (mm/util.c, since 5.11).
    static let setter = "vma_set_file"

    /// Runs another file's ->mmap(), which keeps the same contract: vma->vm_file stays owned once.
    static let handlers: Set<String> = ["call_mmap", "vfs_mmap", "compat_vma_mmap_prepare", "compat_vma_mmap"]

    /// Functions that only look at a file that they are given; their bodies are not needed to know it.
    static let borrowers: Set<String> = [
        "file_accessed", "touch_atime", "generic_file_mmap", "generic_file_readonly_mmap", "file_inode",
        "file_dentry", "file_path", "d_path", "mapping_map_writable", "mapping_unmap_writable", "kfree", "file_user_path",
        "printk", "_printk", "__warn_printk", "security_mmap_file", "deny_write_access", "allow_write_access",
        "dax_mapping_supported", "vma_is_dax", "shmem_zero_setup", "can_mmap_file", "file_has_valid_mmap_hooks",
    ]

    /// Whether a function only looks at a file. Security modules' hooks never keep what they are asked about.
    static func isBorrower(_ name: String) -> Bool { borrowers.contains(name) || name.hasPrefix("security_") }

    static let vmFile = FieldRef(record: "vm_area_struct", name: "vm_file")
}
