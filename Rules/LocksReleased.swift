import Analysis

/// **Rule**
/// A lock that a function takes it releases on every way out, once, and does not take again while it holds it. So it does
/// with a lock that it is entered with and has to release: the folio lock in ->read_folio() and ->write_end(), and
/// whatever sparse is told by __releases() and __acquires().
///
/// **Why**
/// The next one to want the lock hangs for good: an inode nobody can write to, a connection that cannot be
/// aborted. Error paths are where it is forgotten, and conditions that are tested twice are where it goes wrong.
///
/// **Instead**
/// One `goto unlock` for all ways out, or guard() and scoped_guard(). A lock that is taken under a condition is released
/// under the same variable, which nothing changes in between.
///
/// **Known limits**
/// A function that returns holding a lock on all of its ways out is a helper if any caller releases it. Taking locks in
/// the wrong order is another rule's. RCU and preemption are not followed.
///
/// **Said**
/// Documentation/locking/lockdep-design.rst; Documentation/filesystems/locking.rst, on which methods are entered with
/// which locks.
public struct LocksReleased: Rule {
    public static let id = "lock-balance"

    public init() {}

    public func check(_ pass: RulePass) {
        for violation in pass.violations({ $0.isHolding(of: .lock) }) { pass.report(violation, Messages.text(violation)) }
    }
}

private enum Messages {
    static func text(_ violation: Violation) -> String {
        switch violation.kind {
        case .acquiredTwice: "\(violation.thing) is taken again by the one who holds it"
        case .doubleRelease: "\(violation.thing) is released here, and \(violation.actor)() has released it before"
        case .passedOver:
            "\(violation.function.name)() releases \(violation.thing) on other ways out, and callers rely on it, but not where it returns here"
        case .notRetaken: "\(violation.thing), which \(violation.actor) is annotated to hold when it returns, is not taken again where it returns here"
        case .kept: "\(violation.thing), which \(violation.actor) is entered with and has to release, is still held where it returns here"
        default: "\(violation.thing), taken by \(violation.actor)() here, is still held on a path that returns"
        }
    }
}
