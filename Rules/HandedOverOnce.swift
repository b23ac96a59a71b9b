import Analysis

/// **Rule**
/// What a function has handed over to another owner, it does not release, and does not touch where the owner may free it.
///
/// **Why**
/// d_splice_alias(), d_make_root() and d_add() take over the inode's reference, on failure too; kfree_rcu() and
/// fuse_queue_forget() take over memory. The caller that still drops "its" share on the error path drops the new
/// owner's.
///
/// **Instead**
/// Treat the call as the end of one's own share: on failure of d_splice_alias() only the error is passed on.
///
/// **Known limits**
/// A reference that was handed over may be looked at: the new owner keeps the object alive.
///
/// **Said**
/// 51486b900ee9 "fix inode leaks on d_splice_alias() failure exits" set the rule; Documentation/filesystems/
/// porting.rst, on d_make_root() and alloc_file_pseudo().
public struct HandedOverOnce: Rule {
    public static let id = "ownership-transfer"

    public init() {}

    public func check(_ pass: RulePass) {
        for violation in pass.violations(\.wasHandedOver) {
            pass.report(violation, violation.kind == .doubleRelease ? Messages.released(violation) : Messages.used(violation))
        }
    }
}

private enum Messages {
    static func released(_ violation: Violation) -> String {
        "\(violation.thing) is released although \(violation.actor)() has taken it over"
    }
    static func used(_ violation: Violation) -> String {
        "the object\(violation.named) is used here although \(violation.actor)() has taken it over"
    }
}
