import Analysis
import Program

/// **Rule**
/// Methods of FUSE that act for whoever calls (->permission(), ->getattr(), ->setattr(), ->listxattr(), ->fileattr_get() and _set(),
/// ioctls, ->statfs()) ask fuse_allow_current_process() before they send the server a request.
///
/// **Why**
/// The server is run by a user, and is not trusted by others: it may let their processes hang, and learns what they do. Without
/// allow_other only processes of the mount's owner reach it.
///
/// **Instead**
/// `if (!fuse_allow_current_process(fc)) return -EACCES;` beside fuse_is_bad().
///
/// **Known limits**
/// Other methods are reached from these only, or by files that were opened then. Files where nobody asks this, or fuse_is_bad(), are not
/// looked at: CUSE has no mounts. Whom the check is made for is not looked at.
///
/// **Said**
/// Documentation/filesystems/fuse.rst, "How do non-privileged mounts work?"; fs/fuse/dir.c, the comment of fuse_allow_current_process().
public struct CallerAllowed: Rule {
    public static let id = "permission-gate"

    public init() {}

    public func check(_ pass: RulePass) {
        guard pass.isFuse else { return }
        let breaches = pass.breaches { $0.deed == .asksForCaller }
        guard !breaches.isEmpty else { return }
        // Few files have any: the others' functions are not asked.
        let files = Set(breaches.compactMap { pass.analysis.program.functions[$0.entry]?.file })
        let asking = Set(pass.ownFunctions.filter { files.contains($0.file) && $0.asksAboutAccess }.map(\.file))
        let own = breaches.filter { breach in pass.analysis.program.functions[breach.entry].map { asking.contains($0.file) } == true }
        pass.report(own, isHome: { function, _ in function.calledNames.contains("fuse_is_bad") }, Messages.unasked)
    }
}

extension Function {
    fileprivate var asksAboutAccess: Bool { !calledNames.isDisjoint(with: ["fuse_is_bad", "fuse_allow_current_process"]) }
}

private enum Messages {
    static func unasked(_ breach: Breach) -> String {
        "\(breach.duty.slot.method) asks the server, and fuse_allow_current_process() has not allowed the caller to before"
    }
}
