import Analysis

/// **Rule**
/// Nothing waits for an answer of the FUSE server where the server may be waiting: in the end callback of a request, in what reads
/// and writes the device, in reclaim (->evict_inode(), ->release_folio(), shrinkers).
///
/// **Why**
/// The server is a process like any other: it allocates memory and so comes to reclaim, and it is the one who runs the device's
/// code. Whoever waits for it there waits for himself. GFP_NOFS does not help, since it is another process that allocates.
///
/// **Instead**
/// Queue the request without waiting (fuse_simple_background(), fuse_queue_forget()), or leave it to a work item.
///
/// **Known limits**
/// What drops the last share of an inode or a file comes to ->evict_inode() and ->release() later, and is not followed there. Work
/// that completes requests is not known to.
///
/// **Said**
/// 42fbb31310b2 "fuse: mark DAX inode releases as blocking" (2026): the last iput() in a completion worker asked the server for what
/// only that worker could complete; fs/fuse/dev.c, fuse_request_end().
public struct ServerNotAwaited: Rule {
    public static let id = "server-wait"

    public init() {}

    public func check(_ pass: RulePass) {
        for wait in pass.violations({ $0.kind == .sleeps && $0.resource?.id == "server-entry" }) { pass.report(wait, Messages.text(wait)) }
    }
}

private enum Messages {
    static func text(_ wait: Violation) -> String {
        "\(wait.actor)() waits for the server, which may be waiting for \(wait.function.name)()"
    }
}
