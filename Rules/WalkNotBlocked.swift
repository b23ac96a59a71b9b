import Analysis

/// **Rule**
/// A method that is called in RCU walk does not block: ->d_revalidate() with LOOKUP_RCU, ->permission() with MAY_NOT_BLOCK,
/// ->get_link() without a dentry, ->get_inode_acl() with its last argument set, and ->d_hash(), ->d_compare(), ->d_manage().
///
/// **Why**
/// RCU walk holds no reference to anything. Whoever sleeps there lets the dentry and the inode that he looks at be freed, and
/// the scheduler complains at best.
///
/// **Instead**
/// `if (flags & LOOKUP_RCU) return -ECHILD;` before anything that may block: the walk then starts anew with references.
/// ->get_link() and ->get_inode_acl() return ERR_PTR(-ECHILD).
///
/// **Known limits**
/// References that are taken, and stores to what others look at, are rcu-walk-changes'.
///
/// **Said**
/// Documentation/filesystems/path-lookup.rst; Documentation/filesystems/vfs.rst under d_revalidate, permission and get_link.
public struct WalkNotBlocked: Rule {
    public static let id = "rcu-walk-blocks"

    public init() {}

    public func check(_ pass: RulePass) {
        for sleep in pass.violations({ $0.kind == .sleeps && $0.resource?.id == "rcu-walk" }) { pass.report(sleep, Messages.text(sleep)) }
    }
}

private enum Messages {
    static func text(_ sleep: Violation) -> String {
        "\(sleep.actor)() may sleep, and this is reached in RCU walk"
    }
}
