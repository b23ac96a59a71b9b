import Analysis

/// **Rule**
/// An object that RCU readers find (it has an rcu_head for its own freeing, or embeds an inode) is freed after a grace period:
/// by kfree_rcu(), call_rcu() or ->free_inode().
///
/// **Why**
/// RCU walk and other readers without a lock follow pointers to the object and hold no reference. Freed at once, it is theirs
/// to read a moment later.
///
/// **Instead**
/// Take the object from where readers find it, then kfree_rcu() it, or call_rcu() a function that frees it. Inodes go back to
/// their cache in ->free_inode(), not in ->destroy_inode().
///
/// **Known limits**
/// What the function itself has made, or is handed by callers that have, nobody has found yet: it may be freed at once, also
/// where it has been put into a table meanwhile. A function that waits for a grace period anywhere is left alone, and so is one
/// of which it is not known who calls it.
///
/// **Said**
/// Al Viro, "fuse: fix UAF in rcu pathwalks" (merged 2024-02) and "fuse: rcu-delay freeing fuse_conn" (2013-10): methods in RCU
/// walk look at the connection with no reference.
public struct FreedThroughRCU: Rule {
    public static let id = "rcu-free"

    public init() {}

    public func check(_ pass: RulePass) {
        for found in pass.analysis.earlyFreeings(pass.facts, GracePeriods.all) {
            let reason =
                switch found.mark {
                case .head(let member): "it has '\(member)' to be freed through RCU"
                case .inode(let member): "it holds the inode '\(member)'"
                }
            pass.report(
                "\(found.actor)() frees struct \(found.record) while RCU readers may still look at it; \(reason)", at: found.span,
                in: found.function, path: found.path)
        }
    }
}
