import Analysis
import Program

/// **Rule**
/// Locks are taken in one order. What is waited for like a lock counts as one: a folio's lock, and writepages that
/// fuse_set_nowrite() has stopped.
///
/// **Why**
/// Two tasks that take two locks in opposite order wait for each other for good, some day, under load. lockdep notices
/// only what has run once in both orders, and nothing of folio locks and of waiting.
///
/// **Instead**
/// Take the outer lock first, or drop the inner one before. What truncates or invalidates the page cache comes behind
/// fuse_release_nowrite().
///
/// **Known limits**
/// All locks at one place of a struct count as one, so that the order among them is not looked at. Locks of the VFS are in the order
/// only as far as a table says (Rules/Tables/LockOrderTable.swift). A lock that is held on some ways only is not counted as held.
///
/// **Said**
/// Documentation/locking/lockdep-design.rst; 2fdbb8dd0155 "fuse: fix deadlock between atomic O_TRUNC and page
/// invalidation" (2022).
public struct LocksTakenInOrder: Rule {
    public static let id = "lock-order"

    public init() {}

    public func check(_ pass: RulePass) {
        for inversion in pass.analysis.locks(pass.facts, LockWays.facts).inversions {
            pass.report(Messages.text(inversion), at: inversion.span, in: inversion.function, severity: .warning, path: inversion.path)
        }
    }
}

private enum Messages {
    static func text(_ inversion: LockInversion) -> String {
        let (held, taken) = (inversion.held, inversion.taken)
        if let source = inversion.source { return "\(taken) is waited for while \(held) is held; it is to be taken first: \(source)" }
        return "\(taken) is waited for while \(held) is held; elsewhere it is the other way round"
    }
}
