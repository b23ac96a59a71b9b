/// Functions whose result depends on nothing but their arguments, and that change nothing.
///
/// One object reached by two spellings is one object: `file_inode(file)` is the same inode each time. Inline
/// functions of the kernel's headers; new names beside the old ones.
enum PureFunctions {
    static let names: Set<String> = [
        // include/linux/err.h
        "IS_ERR", "IS_ERR_OR_NULL", "PTR_ERR", "PTR_ERR_OR_ZERO", "ERR_PTR", "ERR_CAST",
        // include/linux/fs.h, include/linux/dcache.h
        "file_inode", "file_dentry", "file_user_path", "file_user_inode", "d_inode", "d_backing_inode", "d_really_is_negative",
        "d_really_is_positive", "inode_get_atime", "inode_get_mtime", "inode_get_ctime", "file_user_ns",
        "file_mnt_idmap", "mnt_idmap", "i_user_ns", "i_size_read",
        // fs/fuse/fuse_i.h
        "get_fuse_inode", "get_fuse_conn", "get_fuse_conn_super", "get_fuse_mount", "get_fuse_mount_super",
        "get_node_id", "fuse_inode_backing", "fuse_file_passthrough", "fuse_is_bad",
        // include/linux/time64.h, include/linux/timekeeping.h
        "timespec64_equal", "timespec64_compare", "timespec64_to_ns",
    ]
}
