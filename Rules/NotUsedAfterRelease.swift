import Analysis

/// **Rule**
/// Nothing is read or written through a pointer after the function has freed the object or dropped its last reference.
///
/// **Why**
/// The memory may belong to another object by then; whoever controls that one controls what is read. KASAN finds it
/// only on the path that a test happens to take.
///
/// **Instead**
/// Read what is needed before the release, or move the release behind the last use.
///
/// **Known limits**
/// Dropping a reference while the function is known to hold another on the same object is no release. A reference that
/// the caller keeps is not known. What was found in memory counts as gone only if the function had looked it up with a
/// reference, has dropped that one, and reads through the pointer while it holds no lock.
///
/// **Said**
/// "fuse: fix page dereference after free" (2020); "fuse: fix use after free in fuse_read_interrupt()" (2021);
/// 744742d692e3 "fuse: Add reference counting for fuse_io_priv".
public struct NotUsedAfterRelease: Rule {
    public static let id = "use-after-release"

    public init() {}

    public func check(_ pass: RulePass) {
        for use in pass.violations({ $0.kind == .useAfterRelease && !$0.wasHandedOver }) {
            pass.report(use, Messages.used(use))
        }
    }
}

private enum Messages {
    static func used(_ use: Violation) -> String {
        "the object\(use.named) is used here after \(use.actor)() has released it"
    }
}
