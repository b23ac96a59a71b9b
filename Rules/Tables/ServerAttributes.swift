import Program

/// The attributes of an inode that a FUSE server owns: who reads them, who sets them, and where inodes of others come from.
enum ServerAttributes {
    /// The attribute that a member of an inode, of a kstat or of a server's record holds; nil for other members.
    static func attribute(_ field: FieldRef) -> String? {
        switch field.record {
        case "inode": inodeFields[field.name]
        case "kstat", "fuse_attr": field.name.hasSuffix("nsec") ? nil : names.contains(field.name) ? field.name : nil
        default: nil
        }
    }

    static let names: Set<String> = ["size", "blocks", "mode", "uid", "gid", "nlink", "atime", "mtime", "ctime"]

    // include/linux/fs.h; the names of times have changed in 6.6, 6.7 and 6.11.
    private static let inodeFields: [String: String] = [
        "i_size": "size", "i_blocks": "blocks", "i_mode": "mode", "i_uid": "uid", "i_gid": "gid", "i_nlink": "nlink", "__i_nlink": "nlink",
        "i_atime": "atime", "__i_atime": "atime", "i_atime_sec": "atime", "i_mtime": "mtime", "__i_mtime": "mtime", "i_mtime_sec": "mtime",
        "i_ctime": "ctime", "__i_ctime": "ctime", "i_ctime_sec": "ctime",
    ]

    /// Functions that give an attribute of the inode that is their first argument.
    static let readers: Set<String> = [
        "i_size_read", "inode_get_atime", "inode_get_mtime", "inode_get_ctime", "inode_get_atime_sec", "inode_get_mtime_sec",
        "inode_get_ctime_sec", "i_uid_read", "i_gid_read", "inode_get_bytes",
    ]

    /// Functions that set an attribute of the inode that is their first argument to what they are given behind it.
    static let setters: [String: String] = [
        "i_size_write": "size", "set_nlink": "nlink", "i_uid_write": "uid", "i_gid_write": "gid", "inode_set_bytes": "blocks",
        "inode_set_atime": "atime", "inode_set_atime_to_ts": "atime", "inode_set_mtime": "mtime", "inode_set_mtime_to_ts": "mtime",
        "inode_set_ctime": "ctime", "inode_set_ctime_to_ts": "ctime",
    ]

    /// Functions that copy attributes to the inode that is their first argument from the one that is their second.
    static let copiers: Set<String> = [
        "fsstack_copy_attr_all", "fsstack_copy_attr_atime", "fsstack_copy_attr_times", "fsstack_copy_inode_size",
    ]

    /// Functions that fill a kstat in: the argument that says whose it is, and the one that points to the kstat.
    static func filler(_ name: String, arguments: Int) -> (subject: Int, stat: Int)? {
        switch name {
        case "vfs_getattr", "vfs_getattr_nosec": (0, 1)
        // With the user namespace or the idmap first since 5.12, and the mask since 6.6.
        case "generic_fillattr": (arguments - 2, arguments - 1)
        default: nil
        }
    }

    /// Functions that take the attributes that a server has sent.
    static let takers: Set<String> = ["fuse_change_attributes", "fuse_change_attributes_i", "fuse_change_attributes_common", "fuse_iget"]

    /// Functions that give a file of another filesystem.
    static let otherFiles: Set<String> = [
        "fuse_file_passthrough", "fget", "fget_raw", "filp_open", "dentry_open", "kernel_file_open", "backing_file_open",
    ]
}
