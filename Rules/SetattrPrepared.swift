import Analysis
import Program

/// **Rule**
/// ->setattr() has called setattr_prepare(), and been told 0, before it changes anything or has it changed: by setattr_copy() and the
/// like, by a request to the server, by notify_change() of another inode.
///
/// **Why**
/// The VFS leaves it to the filesystem to ask whether the caller may do this at all, whether the file may become that long, and which
/// bits of the mode must go; setattr_prepare() is where that is done. Without it everyone may change everything.
///
/// **Instead**
/// `err = setattr_prepare(idmap, dentry, attr); if (err) return err;` first, unconditionally. Who has the server ask sets ATTR_FORCE
/// before that.
///
/// **Known limits**
/// What is changed by functions of other directories is known from a table. Calls through pointers are not followed.
///
/// **Said**
/// Documentation/filesystems/porting.rst, on ->setattr() and truncate: it is to be called, and unconditionally; fs/attr.c,
/// setattr_prepare(), in its comment.
public struct SetattrPrepared: Rule {
    public static let id = "setattr-prepare"

    public init() {}

    public func check(_ pass: RulePass) {
        pass.report(pass.breaches { $0.deed == .prepares }, isHome: { function, _ in function.readsAttributes }, Messages.unprepared)
    }
}

extension Function {
    /// Whether it looks at what is to be changed.
    fileprivate var readsAttributes: Bool { mentions { $0.lastField == FieldRef(record: "iattr", name: "ia_valid") } }
}

private enum Messages {
    static func unprepared(_ breach: Breach) -> String {
        "attributes are changed, and \(breach.entry.name)() has not had setattr_prepare() allow it before"
    }
}
