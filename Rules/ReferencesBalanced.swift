import Analysis

/// **Rule**
/// A reference that a function takes is dropped, returned, stored or handed on, on every way out.
///
/// **Why**
/// An inode, dentry, file, credential or connection whose reference is lost is never freed: unmounting hangs or
/// complains of busy inodes, and a user who can repeat the failing call can use up memory. Most are lost on error paths
/// that were added later than the function.
///
/// **Instead**
/// Drop the reference on the way out with the function that belongs to it (iput(), dput(), fput(), put_cred() ...), in the
/// order of a goto ladder, or hand it on: to the result, to a structure that outlives the call, or to a function that
/// takes it over.
///
/// **Known limits**
/// A reference on an object that was looked up in a list or found in memory is followed within the function only. One
/// that is given to code that cannot be seen counts as handed on. A helper that returns holding a reference on all of
/// its ways out is blamed only when none of its callers drops or keeps it.
///
/// **Said**
/// Documentation/filesystems/porting.rst and vfs.rst, on who drops what; 51486b900ee9 "fix inode leaks on
/// d_splice_alias() failure exits"; "fuse: fix leak of fuse_io_priv" (2019).
public struct ReferencesBalanced: Rule {
    public static let id = "reference-balance"

    public init() {}

    public func check(_ pass: RulePass) {
        for found in pass.violations({ $0.resource?.family == .reference }) {
            switch found.kind {
            case .leak: pass.report(found, Messages.lost(found))
            case .memberLost: pass.report(found, Messages.member(found))
            case .passedOver: pass.report(found, Messages.passedOver(found))
            case .unrelated: pass.report(found, Messages.unrelated(found))
            case .kept: pass.report(found, Messages.kept(found))
            default: break
            }
        }
        for found in pass.violations({ $0.kind == .notFreed }) { pass.report(found, Messages.notFreed(found)) }
    }
}

private enum Messages {
    static func passedOver(_ passed: Violation) -> String {
        "\(passed.function.name)() drops \(passed.thing) on other ways out, and callers rely on it, but not where it returns here"
    }

    static func member(_ lost: Violation) -> String {
        "the struct's members are released here, but \(lost.resource?.noun ?? "the reference") that \(lost.actor)() gives to '\(lost.object)' is dropped nowhere"
    }

    static func notFreed(_ last: Violation) -> String {
        "the last reference to\(last.named.isEmpty ? " an object" : last.named) is dropped here, and on a path that returns nothing frees the object"
    }

    static func unrelated(_ left: Violation) -> String {
        "\(left.actor)() drops \(left.thing) on other ways out; what decides against it here has nothing to do with it, and callers cannot tell"
    }

    static func kept(_ kept: Violation) -> String {
        "\(kept.thing), which \(kept.actor) is entered with and has to drop, is not dropped where it returns here"
    }

    static func lost(_ leak: Violation) -> String {
        "\(leak.thing), taken by \(leak.actor)() here, is not dropped on a path that returns"
    }
}
