import Analysis
import Program

/// **Rule**
/// A member of a struct that a lock guards is changed by those who hold the lock, and who calls a function that says
/// that a lock is held (lockdep_assert_held(), __must_hold(), __releases()) holds it.
///
/// **Why**
/// Two who change it at once leave it wrong for good: a lookup count that never comes to 0, a list with an entry that was
/// freed, a request that nobody answers. It shows rarely, and elsewhere.
///
/// **Instead**
/// Take the lock around the change, or call from where it is held. A store that is meant to go without is written
/// WRITE_ONCE().
///
/// **Known limits**
/// Which lock guards what is in a table (Rules/Tables/GuardTable.swift). All locks at one place of a struct count as one: that
/// another object's lock is held is not noticed, nor is a lock that is held on some of the ways to the change only. Reads are not
/// looked at. Objects that nobody else can find, since they are being made or freed, need no lock.
///
/// **Said**
/// fs/fuse/fuse_i.h, in comments on the members; fs/fuse/inode.c, fuse_change_attributes_common().
public struct MembersWrittenUnderLock: Rule {
    public static let id = "unlocked-write"

    public init() {}

    public func check(_ pass: RulePass) {
        for write in pass.analysis.locks(pass.facts, LockWays.facts).unguardedWrites {
            pass.report(Messages.text(write), at: write.span, in: write.function, severity: .warning, path: write.path)
        }
    }
}

private enum Messages {
    static func text(_ write: UnguardedWrite) -> String {
        switch write.kind {
        case .write(let member): "'\(member)' is changed without \(write.lock), which guards it: \(write.source)"
        case .call(let callee, let changed?): "\(callee)() changes '\(changed)' and is called without \(write.lock), which guards it: \(write.source)"
        case .call(let callee, nil): "\(callee)() is called without \(write.lock), which it is to be called with: \(write.source)"
        }
    }
}
