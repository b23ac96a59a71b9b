import Analysis
import Program

/// **Rule**
/// A method that changes a file's data drops its suid and sgid bits and capabilities before: with file_remove_privs(), file_modified() or
/// kiocb_modified(), or, in FUSE, by a flag that tells the server to. Where the server is to do it (FUSE_HANDLE_KILLPRIV_V2), it is told to
/// when a file is truncated, by O_TRUNC or ->setattr(), and when its owner changes.
///
/// **Why**
/// Who may write to a program that runs as somebody else would make it another program that does. Most filesystems forgot this in
/// ->fallocate(), which changes data, too.
///
/// **Instead**
/// `err = file_modified(file); if (err) goto out;` with the inode locked, of the file that is written to. generic_file_write_iter() and
/// the functions for backing files do it themselves.
///
/// **Known limits**
/// Data that is changed through mappings is not looked at. Calls through pointers are not followed.
///
/// **Said**
/// 4a6f278d4827 "fuse: add file_modified() to fallocate" (2022); 63f9909ff602 "fuse: introduce the notion of FUSE_HANDLE_KILLPRIV_V2"
/// (2020).
public struct PrivilegesDropped: Rule {
    public static let id = "suid-drop"

    public init() {}

    public func check(_ pass: RulePass) {
        pass.report(pass.breaches { $0.deed == .dropsPrivileges }, isHome: { $1.trigger == .deed(.changesData) && $0.locksInode }, Messages.kept)
    }
}

extension Function {
    /// Whether it locks an inode itself, as is to be done for dropping them.
    fileprivate var locksInode: Bool { !calledNames.isDisjoint(with: ["inode_lock", "inode_trylock", "inode_lock_nested"]) }
}

private enum Messages {
    static func kept(_ breach: Breach) -> String {
        let change = breach.duty.trigger == .deed(.changesData) ? "changes data" : "has the server truncate a file or change its owner"
        return "\(breach.duty.slot.method) \(change), and suid, sgid and capabilities of the file were not dropped before"
    }
}
