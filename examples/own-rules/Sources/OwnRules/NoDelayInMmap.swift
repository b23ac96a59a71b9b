import FuselintKit

// This is an example that works. Change the question, what is said of it, and the fixtures.

/// **Rule**
/// Nothing reached from `file_operations.mmap` calls `msleep()`.
///
/// **Why**
/// mmap(2) holds the mmap lock for writing, and every page fault of the process waits for it.
///
/// **Instead**
/// Wait for the event rather than for a time, and outside of `->mmap()`.
///
/// **Known limits**
/// Calls on paths that are never taken count as well.
///
/// **Said**
/// Documentation/mm/process_addrs.rst, on the mmap lock.
public struct NoDelayInMmap: Rule {
    public static let id = "mmap-delay"

    public init() {}

    public func check(_ pass: RulePass) {
        let contexts = pass.analysis.contexts
        let slot = Slot.ops("file_operations", "mmap")
        for (handler, _) in contexts.roots(of: slot) {
            for (reached, chain) in contexts.reachable(from: handler.ref) {
                guard let function = pass.analysis.program.functions[reached] else { continue }
                for statement in function.blocks.flatMap(\.statements) {
                    guard case .call(let call) = statement.kind, call.name == "msleep" else { continue }
                    let path = [contexts.step(into: handler, of: slot)] + chain.map(\.step)
                    pass.report(.sleeps(in: handler), at: statement.span, in: function, path: path)
                }
            }
        }
    }
}

extension String {
    fileprivate static func sleeps(in handler: Function) -> String {
        "\(handler.name)() sleeps for a fixed time with the mmap lock held"
    }
}
