import Program

/// What functions and fields of the VFS have to do with an inode's timestamps.
enum TimestampFunctions {
    /// Functions that change mtime or ctime of the inode that they are given.
    static let changers: Set<String> = [
        // include/linux/fs.h since 6.6 (ctime) and 6.7 (mtime)
        "inode_set_mtime", "inode_set_mtime_to_ts", "inode_set_ctime", "inode_set_ctime_to_ts",
        "inode_set_ctime_current", "inode_set_ctime_deleg", "simple_inode_init_ts",
        // fs/inode.c
        "file_update_time", "file_modified", "file_modified_flags", "kiocb_modified", "inode_update_timestamps",
        "inode_dirty_time", "simple_rename_timestamp",
        // include/linux/fs_stack.h, fs/stack.c: copies from another inode
        "fsstack_copy_attr_times", "fsstack_copy_attr_all",
    ]

    /// Functions that change no mtime or ctime when a handler calls them, though their bodies could: they act on
    /// flags that say which time (touch_atime passes S_ATIME), or run another file's handler.
    static let harmless: Set<String> = [
        "touch_atime", "file_accessed", "atime_needs_update", "generic_update_time", "inode_update_time",
        "inode_update_atime", "call_mmap", "vfs_mmap", "compat_vma_mmap_prepare", "compat_vma_mmap", "fput", "iput",
        // An inode that is given up as broken shows nobody its times any more.
        "make_bad_inode", "iget_failed",
        "dput", "mntput", "path_put", "mark_inode_dirty", "mark_inode_dirty_sync", "__mark_inode_dirty",
    ]

    /// Functions that write through a pointer argument, by its index.
    static let writers: [String: Int] = [
        "memcpy": 0, "__memcpy": 0, "__builtin_memcpy": 0, "memmove": 0, "__builtin_memmove": 0, "memset": 0,
        "__builtin_memset": 0, "ktime_get_real_ts64": 0, "ktime_get_coarse_real_ts64": 0,
        "ktime_get_coarse_real_ts64_mg": 0, "ktime_get_ts64": 0,
    ]

    /// Whether a record holds attributes as a server sends them: mode, size and mtime in one struct (fuse_attr,
    /// nfs_fattr, cifs_fattr, afs_file_status; ocfs2's lock value block). An inode is no reply, and a kstat is asked
    /// of another file of this kernel.
    static func isReply(_ record: Record?) -> Bool {
        guard let record, record.name != "inode", record.name != "kstat", record.name != "iattr" else { return false }
        func hasField(_ part: String) -> Bool { record.fields.contains { $0.name.contains(part) } }
        return hasField("mtime") && hasField("mode") && (hasField("size") || hasField("eof"))
    }

    /// Flags of inode_update_time() and generic_update_time(): S_MTIME and S_CTIME (include/linux/fs.h).
    static let modificationFlags: Int64 = 2 | 4

    /// Functions whose last argument is flags that say which times to change. Until 6.5 a time stands before it.
    static let flagged: Set<String> = ["inode_update_time", "generic_update_time", "inode_update_timestamps"]

    /// The time that a field of struct inode holds, nil for other fields: i_mtime until 6.6, __i_mtime until 6.10,
    /// i_mtime_sec and i_mtime_nsec since.
    static func modificationTime(_ field: FieldRef) -> String? {
        // A record that the compiler does not know can only be met in a detached patch; the prefix is enough.
        guard field.record == "inode" || field.record.isEmpty else { return nil }
        switch field.name {
        case "i_mtime", "__i_mtime", "i_mtime_sec", "i_mtime_nsec": return "mtime"
        case "i_ctime", "__i_ctime", "i_ctime_sec", "i_ctime_nsec": return "ctime"
        default: return nil
        }
    }
}
