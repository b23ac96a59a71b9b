import Analysis

/// **Rule**
/// A pointer that its maker may return as NULL or as an error pointer is checked for that before it is followed,
/// and an error pointer is not given to a function that releases.
///
/// **Why**
/// Allocation fails under pressure only, so that the missing check is found by users. Checking for NULL what reports
/// failure as an error pointer is the same as not checking: -ENOMEM is not NULL.
///
/// **Instead**
/// `if (!p)` after kzalloc() and its kin, `if (IS_ERR(p))` after filp_open() and its kin, IS_ERR_OR_NULL() only where
/// both can be.
///
/// **Known limits**
/// Only functions whose way of failing is known, from the tables or from their bodies, are followed; a pointer that
/// several paths have made is not. Of a lookup that returns NULL where there is nothing this is asked only if most of
/// its callers ask; an accessor that returns NULL is its callers' to know about.
///
/// **Said**
/// include/linux/err.h; "virtio-fs: fix incorrect check for fsvq->kobj" (2025), where the wrong pointer was checked.
public struct FailedPointersChecked: Rule {
    public static let id = "unchecked-pointer"

    public init() {}

    public func check(_ pass: RulePass) {
        for violation in pass.violations({ [.nullDereference, .errorDereference, .badRelease, .nullRelease].contains($0.kind) }) {
            pass.report(violation, Messages.unchecked(violation))
        }
    }
}

private enum Messages {
    static func unchecked(_ violation: Violation) -> String {
        let pointer = violation.object.isEmpty ? "the result of \(violation.actor)()" : "'\(violation.object)'"
        return switch violation.kind {
        case .nullDereference: "\(pointer) is followed here, and \(violation.actor)() returns NULL when it fails"
        case .errorDereference: "\(pointer) is followed here, and \(violation.actor)() returns an error pointer when it fails"
        case .nullRelease: "\(pointer) is given away here, and \(violation.actor)() returns NULL when it fails"
        default: "\(pointer) may be an error pointer from \(violation.actor)() and is released here"
        }
    }
}
