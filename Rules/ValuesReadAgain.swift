import Analysis

/// **Rule**
/// What was read under a lock is read again, or compared, when the lock was dropped and taken again: a member is not set to what is
/// computed from its old value, and what a guarded list or pointer led to is not touched.
///
/// **Why**
/// While nobody held the lock, somebody else did: the size has grown, the entry was taken off the list and freed. What is computed from
/// the old value undoes the other's work, and the old pointer leads to freed memory. An allocation or a wait in between is long enough.
///
/// **Instead**
/// Read the member again, or compare it, or a version of the object, with what it was and start over. Take a reference to the object, or
/// take it off its list, before the lock is dropped.
///
/// **Known limits**
/// Within one function; that a function which it calls drops the lock is known where the function is annotated __releases() and
/// __acquires(). Which lock guards a pointer is in a table (Rules/Tables/GuardTable.swift). What was concluded from a flag, and is
/// kept in no variable, is not followed.
///
/// **Said**
/// "fuse: fix readdir cache race" (2022) and fs/fuse/readdir.c, fuse_add_dirent_to_cache(); "fuse: check aborted connection before adding
/// requests to pending list for resending" (2024).
public struct ValuesReadAgain: Rule {
    public static let id = "stale-after-unlock"

    public init() {}

    public func check(_ pass: RulePass) {
        for use in pass.analysis.locks(pass.facts, LockWays.facts).staleUses {
            pass.report(Messages.text(use), at: use.span, in: use.function, severity: .warning, path: use.path)
        }
    }
}

private enum Messages {
    static func text(_ use: StaleUse) -> String {
        switch use.kind {
        case .update: "'\(use.member)' is set to what it was before \(use.lock) was dropped and taken again; others may have changed it"
        case .pointer: "'\(use.variable)' was found in '\(use.member)' before \(use.lock) was dropped and taken again, and may be gone"
        }
    }
}
