import Program

/// Changes of the cached size between taking fi->lock and dropping it, on ways on which no new attr_version is made there.
struct SizeFlow {
    private struct State: Hashable {
        var block: Int
        var isLocked = false
        var isNewVersion = false
        var size: Span?
    }

    /// The changes, in the order in which they stand.
    private(set) var found: [Span] = []

    /// - Parameter versioning: functions that make a new version.
    init(_ function: Function, versioning: Set<FunctionRef>) {
        var seen: Set<State> = []
        var work = [State(block: 0)]
        var late: Set<Span> = []
        while let state = work.popLast() {
            guard seen.insert(state).inserted else { continue }
            var next = state
            for statement in function.blocks[state.block].statements {
                switch statement.kind {
                case .assign(let place, _) where place.lastField == FuseRequests.attributeVersion: next.isNewVersion = true
                case .call(let call):
                    if call.result?.lastField == FuseRequests.attributeVersion { next.isNewVersion = true }
                    guard case .direct(let ref) = call.callee else { continue }
                    switch ref.name {
                    case "spin_lock" where Self.isInodeLock(call, function): next = State(block: next.block, isLocked: true)
                    case "spin_unlock" where Self.isInodeLock(call, function):
                        if let size = next.size, next.isLocked, !next.isNewVersion { late.insert(size) }
                        next = State(block: next.block)
                    case "i_size_write": next.size = statement.span
                    default: if versioning.contains(ref) { next.isNewVersion = true }
                    }
                default: continue
                }
            }
            for block in function.blocks[state.block].terminator.successors {
                next.block = block
                work.append(next)
            }
        }
        found = late.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    }

    private static func isInodeLock(_ call: Call, _ function: Function) -> Bool {
        guard case .address(let place)? = call.arguments.first else { return false }
        return place.lastField == FuseRequests.inodeLock
    }
}
