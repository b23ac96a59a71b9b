import Analysis

/// **Rule**
/// What a function begins it ends on every way out: overridden credentials, write access to a mount, protection
/// against freezing, the stop of writepages, a block plug, the mapped page of a device copy.
///
/// **Why**
/// Credentials that are not reverted let the task go on as somebody else; a mount with write access that is never dropped
/// cannot be made read-only; a page that stays mapped in fuse's copy state is written to by the next reply.
///
/// **Instead**
/// Keep the old value in a variable and leave by one label that ends the state. fuse_copy_finish() may be called when
/// nothing has begun.
///
/// **Known limits**
/// States that end in another call of the same object (iomap_begin and iomap_end) are not followed.
///
/// **Said**
/// Documentation/security/credentials.rst; Documentation/filesystems/porting.rst, on mnt_drop_write_file();
/// "fuse: fix pipe buffer lifetime for direct_io" (CVE-2022-1011).
public struct StatesEnded: Rule {
    public static let id = "state-balance"

    public init() {}

    public func check(_ pass: RulePass) {
        for violation in pass.violations({ $0.isHolding(of: .state) && $0.resource?.id != LookupsForgotten.resource }) {
            pass.report(violation, Messages.text(violation))
        }
    }
}

private enum Messages {
    static func text(_ violation: Violation) -> String {
        switch violation.kind {
        case .doubleRelease: "\(violation.thing) ends here, and \(violation.actor)() has ended it before"
        case .acquiredTwice: "\(violation.thing) begins again before it has ended"
        default: "\(violation.thing), begun by \(violation.actor)() here, does not end on a path that returns"
        }
    }
}
