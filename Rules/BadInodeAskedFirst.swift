import Analysis

/// **Rule**
/// A method of a FUSE inode or file asks fuse_is_bad() before it sends the server a request about the inode.
///
/// **Why**
/// An inode is bad when the server has given its number to something else, a file that became a directory for instance. Requests about
/// it are about the wrong object; users have to get -EIO.
///
/// **Instead**
/// `if (fuse_is_bad(inode)) return -EIO;` before anything else; ->d_revalidate() says that the dentry is invalid.
///
/// **Known limits**
/// That somebody asked is what counts, not of which inode. Methods of which the kernel's own do not ask (->release(), ->bmap(),
/// ->lseek() ...) are not looked at, nor are those in files where nobody asks: CUSE has no such inodes.
///
/// **Said**
/// 5d069dbe8aaf "fuse: fix bad inode" (2020): every method is to check, since make_bad_inode() on a live inode crashed.
public struct BadInodeAskedFirst: Rule {
    public static let id = "bad-inode-check"

    public init() {}

    public func check(_ pass: RulePass) {
        for request in pass.violations({ $0.kind == .sleeps && $0.resource?.id == "unchecked" }) { pass.report(request, Messages.text(request)) }
    }
}

private enum Messages {
    static func text(_ request: Violation) -> String {
        "\(request.actor)() asks the server, and \(request.function.name)() has not asked fuse_is_bad() before"
    }
}
