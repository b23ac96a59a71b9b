import Analysis

/// **Rule**
/// The error that a call returns is looked at before its variable gets another value, and a function that leaves
/// because a call has failed does not return 0.
///
/// **Why**
/// Whoever called goes on as if all had gone well: with a reply that never came, with a size that was never set, with a
/// file that is not written. Nobody sees it until the data is missed.
///
/// **Instead**
/// Test the result where it stands. Set the error code before the jump (`err = -ENOMEM; if (!p) goto out;`), and keep
/// the first error where cleaning up brings another.
///
/// **Known limits**
/// An error that is ignored on purpose is told by not storing it, or by a comment, which is not read. A literal
/// `return 0` behind a failed call is taken for meant. Only calls whose way of failing is known are followed.
///
/// **Said**
/// "fuse: don't ignore errors from fuse_writepages_fill()" (Vasily Averin, 2020), where the callback's error was
/// overwritten.
public struct ErrorsReported: Rule {
    public static let id = "lost-error"

    public init() {}

    public func check(_ pass: RulePass) {
        for lost in pass.violations({ $0.kind == .errorLost }) { pass.report(lost, Messages.lost(lost)) }
    }
}

private enum Messages {
    static func lost(_ violation: Violation) -> String {
        violation.path.last?.message.hasPrefix("returns") == true
            ? "\(violation.actor)() may fail here, and the function then returns 0"
            : "the error of \(violation.actor)() is put into '\(violation.object)', and nothing looks at it there"
    }
}
