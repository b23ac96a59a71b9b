import Analysis
import Findings

/// **Rule**
/// A module that RCU calls back, or that frees objects of its own caches after a grace period, calls rcu_barrier() in its exit
/// function: before kmem_cache_destroy(), and before its text goes.
///
/// **Why**
/// Unloading waits for references, not for callbacks that are queued. The callback then runs in memory that is gone, or the cache
/// is destroyed with objects in it.
///
/// **Instead**
/// unregister_filesystem(), then rcu_barrier(), then kmem_cache_destroy(). synchronize_rcu() is not enough: it waits for readers.
///
/// **Known limits**
/// A callback belongs to the module if it is in the file of the exit function. Memory that kfree_rcu() frees needs no callback of
/// the module's, and is not counted.
///
/// **Said**
/// Documentation/RCU/rcubarrier.rst; "cuse: wait for pending RCU callbacks on module exit" (CVE-2026-90140); the comment in
/// fs/fuse/inode.c, fuse_fs_cleanup().
public struct CallbacksAwaitedOnExit: Rule {
    public static let id = "rcu-barrier"

    public init() {}

    public func check(_ pass: RulePass) {
        for found in pass.analysis.unawaitedExits(GracePeriods.all) {
            let (message, step): (String, PathStep) =
                switch found.reason {
                case .callback(let callback):
                    (
                        "the module goes without rcu_barrier() while RCU may still call \(callback.name)()",
                        PathStep("RCU calls \(callback.name)()", at: callback.position(callback.nameSpan))
                    )
                case .cache(let user):
                    (
                        "the cache is destroyed without rcu_barrier() while \(user.name)() may still have to free objects of it",
                        PathStep("\(user.name)() runs after a grace period", at: user.position(user.nameSpan))
                    )
                }
            pass.report(message, at: found.span, in: found.function, path: [step] + found.path)
        }
    }
}
