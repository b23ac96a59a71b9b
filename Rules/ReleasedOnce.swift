import Analysis

/// **Rule**
/// What a function releases, it releases once.
///
/// **Why**
/// A second kfree() corrupts the allocator's lists, a second put frees an object that another holder still uses: both are
/// what exploits are made of. It happens where a callee frees on failure and its caller frees too, and where a goto ladder
/// has grown a label too many.
///
/// **Instead**
/// Let one level own each object. Where a callee frees on failure, say so above it, and set the pointer to NULL where it
/// stays in reach.
///
/// **Known limits**
/// References are not counted on objects that code that cannot be seen was given, since it may have taken some.
///
/// **Said**
/// "virtio-fs: avoid double-free on failed queue setup" (2026); "fuse: dax: set fc->dax to NULL in
/// fuse_dax_conn_free()" (2023).
public struct ReleasedOnce: Rule {
    public static let id = "double-release"

    public init() {}

    public func check(_ pass: RulePass) {
        let isOurs = { (violation: Violation) in
            violation.kind == .doubleRelease && !violation.wasHandedOver && [.memory, .reference].contains(violation.resource?.family)
        }
        for second in pass.violations(isOurs) { pass.report(second, Messages.twice(second)) }
    }
}

private enum Messages {
    static func twice(_ second: Violation) -> String {
        "\(second.thing) is released a second time; \(second.actor)() has done it before"
    }
}
