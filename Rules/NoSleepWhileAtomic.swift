import Analysis

/// **Rule**
/// Nothing that may sleep is called while a spinlock is held, in an RCU read section, or in a method that is called so:
/// no mutex, no waiting, no allocation with __GFP_DIRECT_RECLAIM, no copy from or to user memory.
///
/// **Why**
/// The one who sleeps keeps everybody who spins on the lock from running, the one who would wake him among them. In an
/// RCU read section whatever is looked at may be freed meanwhile. It is found by chance, when memory is short or a page
/// is not there.
///
/// **Instead**
/// Allocate before the lock is taken, or with GFP_ATOMIC and a way to deal with failure; copy to a local buffer and give that
/// to the user once the lock is dropped.
///
/// **Known limits**
/// A function that is called with a lock held is looked at where the lock is taken. What flags that are not known allow is
/// not asked. Preemption and interrupts that are switched off by themselves are not followed.
///
/// **Said**
/// Documentation/locking/locktypes.rst; Documentation/filesystems/locking.rst, column "may block"; "virtiofs: use GFP_NOFS when
/// enqueuing request through kworker" (2023), which keeps GFP_ATOMIC where bg_lock is held.
public struct NoSleepWhileAtomic: Rule {
    public static let id = "sleep-in-atomic"

    public init() {}

    public func check(_ pass: RulePass) {
        for sleep in pass.violations({ $0.kind == .sleeps && $0.resource?.forbidsSleep == true && $0.resource?.id != "rcu-walk" }) { pass.report(sleep, Messages.text(sleep)) }
    }
}

private enum Messages {
    static func text(_ sleep: Violation) -> String {
        sleep.resource?.id == "atomic-entry"
            ? "\(sleep.actor)() may sleep, and \(sleep.function.name)() must not" : "\(sleep.actor)() may sleep while \(sleep.thing) is held"
    }
}
