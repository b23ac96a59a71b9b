import Analysis
import Program

/// **Rule**
/// Before FUSE takes a file for a backing file, the caller has been asked for CAP_SYS_ADMIN, the file for being a regular one, and its
/// superblock for how deep it is stacked.
///
/// **Why**
/// A backing file does the I/O of whoever has the FUSE file open. If it is on a FUSE filesystem whose backing files are here, reads come
/// back for ever and the stack overflows; a directory or a device has other methods than those that are called; and what a user
/// hands to the kernel is hidden from those who look for open files.
///
/// **Instead**
/// `if (!capable(CAP_SYS_ADMIN)) return -EPERM;`, `d_is_reg(file->f_path.dentry)`, and
/// `file_inode(file)->i_sb->s_stack_depth >= fc->max_stack_depth` is -ELOOP, all before the file is stored.
///
/// **Known limits**
/// Whether the answers are heeded is only looked at for the capability and d_is_reg(). Which credentials I/O is done with is not looked at.
///
/// **Said**
/// 44350256ab94 "fuse: implement ioctls to manage backing files" (2024); Documentation/filesystems/fuse-passthrough.rst.
public struct BackingFilesChecked: Rule {
    public static let id = "backing-file"

    public init() {}

    public func check(_ pass: RulePass) {
        pass.report(pass.breaches { $0.trigger == .deed(.takesBacking) }, isHome: { _, _ in false }, Messages.unasked)
    }
}

private enum Messages {
    static func unasked(_ breach: Breach) -> String {
        let question = switch breach.duty.deed {
        case .boundsDepth: "nobody has asked how deep its superblock is stacked"
        case .findsRegular: "nobody has asked whether it is a regular file"
        default: "the caller has not been asked for CAP_SYS_ADMIN"
        }
        return "a file becomes a backing file, and \(question) before"
    }
}
