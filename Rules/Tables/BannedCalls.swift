import Analysis

/// Calls that a filesystem must not make, and what takes their place.
enum BannedCalls {
    struct Ban: Sendable {
        var name: String
        /// Only what this slot reaches; nil for everywhere.
        var slot: Slot?
        /// Only in fs/fuse.
        var isFuse = false
        /// Only in trees that declare this: what to call instead, so that older trees are left alone.
        var since: String?
        var reason: String
    }

    static let all: [Ban] = [
        // 5d069dbe8aaf "fuse: fix bad inode", 5.11.
        Ban(
            name: "make_bad_inode", isFuse: true, since: "fuse_make_bad",
            reason: "takes the operations away from an inode that is in use; call fuse_make_bad()"),
        // porting.rst, on parallel lookups (4.7): what ->lookup() finds goes in with d_splice_alias() or d_add().
        Ban(
            name: "d_instantiate", slot: .ops("inode_operations", "lookup"),
            reason: "does not do for a dentry that is being looked up in parallel; call d_splice_alias() or d_add()"),
        Ban(
            name: "d_rehash", slot: .ops("inode_operations", "lookup"),
            reason: "does not do for a dentry that is being looked up in parallel; call d_splice_alias() or d_add()"),
    ] + ["call_read_iter", "call_write_iter", "vfs_iter_read", "vfs_iter_write", "vfs_iocb_iter_read", "vfs_iocb_iter_write"].map {
        // fs/fuse/passthrough.c since 6.9.
        Ban(
            name: $0, isFuse: true, since: "backing_file_read_iter",
            reason: "goes to another file with the caller's credentials and iocb; call backing_file_read_iter() or backing_file_write_iter()")
    }
}
