import Analysis
import Findings
import Program
import Rules

/// **Rule** Nothing reached from `file_operations.mmap` sleeps for a fixed time.
///
/// **Why** mmap(2) runs with the mmap lock held for writing, and every page fault of the process waits for it.
///
/// **Instead** wait for the event, outside of `->mmap()`.
///
/// **Known limits** only calls of `msleep()` itself are seen, and calls that no path takes count as well.
///
/// **Said** Documentation/mm/process_addrs.rst, on the mmap lock.
public struct NoDelayInMmap: Rule {
    public static let id = "mmap-delay"

    public init() {}

    public func check(_ pass: RulePass) {
        let contexts = pass.analysis.contexts
        let slot = Slot.ops("file_operations", "mmap")
        for (handler, _) in contexts.roots(of: slot) {
            for (reached, _) in contexts.reachable(from: handler.ref) {
                guard let function = pass.analysis.program.functions[reached] else { continue }
                for statement in function.blocks.flatMap(\.statements) {
                    guard case .call(let call) = statement.kind, case .direct(let callee) = call.callee, callee.name == "msleep" else {
                        continue
                    }
                    pass.report(
                        .sleeps(in: handler), at: statement.span, in: function, path: [contexts.step(into: handler, of: slot)])
                }
            }
        }
    }
}

extension String {
    fileprivate static func sleeps(in handler: Function) -> String {
        "msleep() keeps the mmap lock of the caller of \(handler.name)()"
    }
}
