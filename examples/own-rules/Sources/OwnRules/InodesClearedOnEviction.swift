import FuselintKit

/// **Rule**
/// An `->evict_inode()` calls `clear_inode()` on every way out.
///
/// **Why**
/// A filesystem that has the method has it in place of the VFS's own calls. evict() checks that the inode is marked as cleared when
/// the method returns, and BUG_ON() stops the machine where it is not.
///
/// **Instead**
/// `truncate_inode_pages_final(&inode->i_data); clear_inode(inode);` before the first way out; what follows may fail.
///
/// **Known limits**
/// Methods that call through a pointer, or a function of another directory that could do it, are passed over.
///
/// **Said**
/// Documentation/filesystems/porting.rst, on ->evict_inode() in place of ->clear_inode() and ->delete_inode().
struct InodesClearedOnEviction: Rule {
    static let id = "evict-clears-inode"

    func check(_ pass: RulePass) {
        let contexts = pass.analysis.contexts
        let slot = Slot.ops("super_operations", "evict_inode")
        for (method, prefix) in contexts.roots(of: slot) where method.returnType == .void {
            let clearing = contexts.leading(from: method.ref) { $0.calls("clear_inode") }
            let client = EvictionClient(pass, clearing: clearing, steps: [contexts.step(into: method, of: slot)] + prefix.map(\.step))
            pass.explore(method, client, tracked: false)
        }
    }
}

/// Follows on each path through one method whether `clear_inode()` has been called.
private final class EvictionClient: PathClient {
    private let pass: RulePass
    /// The functions that may lead to `clear_inode()`: only those are looked into.
    private let clearing: Set<FunctionRef>
    private let steps: [PathStep]

    init(_ pass: RulePass, clearing: Set<FunctionRef>, steps: [PathStep]) {
        self.pass = pass
        self.clearing = clearing
        self.steps = steps
    }

    func call(_ call: Call, arguments: [Value], at site: Site, in isCleared: inout PathState<Bool>) -> CallEffect {
        guard case .direct(let callee) = call.callee else { return .unknown }
        if callee.name == "clear_inode" { isCleared.tracked = true }
        return clearing.contains(callee) ? .follow : .unknown
    }

    func store(_ value: Value, to location: Location, at site: Site, in state: inout PathState<Bool>) {}

    func end(returning value: Value?, at site: Site, in state: PathState<Bool>) {
        guard !state.tracked else { return }
        pass.report(.notCleared(by: site.function), at: site.span, in: site.function, path: steps + state.steps([.branch]))
    }
}

extension Function {
    fileprivate func calls(_ name: String) -> Bool {
        blocks.contains { block in
            block.statements.contains { statement in
                if case .call(let call) = statement.kind { call.name == name } else { false }
            }
        }
    }
}

extension String {
    fileprivate static func notCleared(by method: Function) -> String {
        "\(method.name)() returns without clear_inode(), and evict() stops the machine"
    }
}
