import Analysis

/// **Rule**
/// A reply to LOOKUP, CREATE, MKNOD, MKDIR, SYMLINK, LINK or TMPFILE makes the server count one more lookup of the nodeid.
/// The count ends on an inode (fuse_iget() takes it over) or, where there is no inode, in a FORGET for that nodeid.
///
/// **Why**
/// The server keeps the inode, and whatever it holds open for it, until the count is back at zero. A count that is
/// forgotten stays until the filesystem is unmounted.
///
/// **Instead**
/// Allocate the forget before the request, and where fuse_iget() returns NULL give it to fuse_queue_forget() with the
/// nodeid of the reply and a count of 1; fuse_force_forget() where none was allocated.
///
/// **Known limits**
/// Replies that are refused before fuse_iget() is called (invalid attributes) are not asked about: fs/fuse itself does
/// not forget them, since the server is broken.
///
/// **Said**
/// "fuse: separate queue for FORGET requests" (07e77dca8a1f); "fuse: implement NFS-like readdirplus" (0b05b18381ee).
public struct LookupsForgotten: Rule {
    public static let id = "lookup-count"

    /// The resource that the tables name.
    static let resource = "lookup-count"

    public init() {}

    public func check(_ pass: RulePass) {
        for violation in pass.violations({ $0.resource?.id == Self.resource }) { pass.report(violation, Messages.text(violation)) }
    }
}

private enum Messages {
    static func text(_ violation: Violation) -> String {
        switch violation.kind {
        case .doubleRelease: "'\(violation.object)' is forgotten twice: \(violation.actor)() has told the server before"
        default: "\(violation.actor)() has no inode to count the lookup of '\(violation.object)', and on a path that returns the server is not told to forget it"
        }
    }
}
