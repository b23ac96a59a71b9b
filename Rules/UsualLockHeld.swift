import Analysis
import Findings
import Program

/// **Rule**
/// A member that nearly all who change it change under one lock, of its own object or of the connection, is changed under that lock.
///
/// **Why**
/// Which lock guards what is often written down nowhere. Where nine changes of ten are made under a lock, the tenth was most likely
/// forgotten, or is meant and says so nowhere.
///
/// **Instead**
/// Take the lock, or say in a comment why it is not needed; a store that is meant to go without is written WRITE_ONCE().
///
/// **Known limits**
/// At least five changes, and four of five of them under the lock: with fewer it is anybody's guess. It is a guess all the same: what
/// is found is a note, and the rule is off until `usually-locked: on` is written into .fuselint.yml. Members that a lock is known to guard are unlocked-write's. Reads are not looked at, nor objects that
/// nobody else can find, since they are being made or freed.
///
/// **Said**
/// Documentation/process/coding-style.rst, "Data structures": what is seen by several threads has to be kept coherent by locks.
public struct UsualLockHeld: Rule {
    public static let id = "usually-locked"
    public static let isOnByDefault = false

    public init() {}

    public func check(_ pass: RulePass) {
        for write in pass.analysis.locks(pass.facts, LockWays.facts).unusualWrites {
            pass.report(Messages.text(write), at: write.span, in: write.function, severity: .note, path: write.path)
        }
    }
}

private enum Messages {
    static func text(_ write: UnusualWrite) -> String {
        "'\(write.member)' is changed without \(write.lock); \(write.held) of \(write.all) writes hold it"
    }
}
