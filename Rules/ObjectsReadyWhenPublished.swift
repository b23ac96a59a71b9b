import Analysis

/// **Rule**
/// An object is put where others find it only after its members are set: before it goes into a list, a hash, an idr or an xarray, before a
/// pointer to it is stored in what others look at, before d_instantiate() and unlock_new_inode().
///
/// **Why**
/// Whoever finds it at once sees what the allocator left: a null pointer, a lock that is none, a count of 0 that he takes for the last
/// reference. A server can make sure that somebody does.
///
/// **Instead**
/// Set the member first, or hold the lock under which others look it up over both. Where readers take no lock, publish with
/// rcu_assign_pointer() or smp_store_release().
///
/// **Known limits**
/// Only what the function, or all who call it, have made, and only members that it sets itself, or a function that it hands the object to
/// sets first of all, with no lock held. What is done before the
/// filesystem is mounted is seen by nobody. In which order the processor stores is not asked.
///
/// **Said**
/// "fuse-uring: make a fuse_req on SQE commit only findable after memcpy" and "fuse: fix inode initialization race" (both 2026);
/// Documentation/RCU/whatisRCU.rst, rcu_assign_pointer().
public struct ObjectsReadyWhenPublished: Rule {
    public static let id = "published-early"

    public init() {}

    public func check(_ pass: RulePass) {
        for late in pass.analysis.lateStores(pass.facts, LockWays.facts, PublishTable.facts) {
            pass.report(Messages.text(late), at: late.span, in: late.function, severity: .warning, path: late.path)
        }
    }
}

private enum Messages {
    static func text(_ late: LateStore) -> String {
        "'\(late.member)' is set after \(late.actor.map { "\($0)() has shown" } ?? "others have been shown") the object, and \(late.reader)() reads it"
    }
}
