import Program

/// An order in which callees come before their callers; functions that call each other stand together.
struct CalleesFirst {
    /// One function each, or all of those that lead back to each other.
    private(set) var groups: [Group] = []
    /// The functions that each function calls.
    private(set) var callees: [FunctionRef: [FunctionRef]] = [:]

    struct Group {
        /// Callees first, as far as that can be.
        var functions: [FunctionRef]
        /// A function of it calls itself, by way of others or not.
        var isRecursive: Bool
    }

    /// Tarjan's: "Depth-first search and linear graph algorithms", SIAM J. Comput. 1 (1972), with a stack of its own since
    /// calls go deep.
    init(_ context: FlowContext) {
        /// When each was met, and the earliest that is open and can be reached from it.
        var met: [FunctionRef: Int] = [:]
        var earliest: [FunctionRef: Int] = [:]
        var open: [FunctionRef] = []
        var isOpen: Set<FunctionRef> = []
        /// Callees before callers, as far as that can be.
        var finished: [FunctionRef: Int] = [:]
        var stack: [(ref: FunctionRef, next: Int)] = []

        func enter(_ ref: FunctionRef, _ callees: inout [FunctionRef: [FunctionRef]]) {
            callees[ref] = Self.callees(of: ref, context)
            earliest[ref] = met.count
            met[ref] = met.count
            open.append(ref)
            isOpen.insert(ref)
            stack.append((ref, 0))
        }

        for root in context.program.sortedFunctionsUnderAnalysis.map(\.ref) where met[root] == nil {
            enter(root, &callees)
            while let (ref, next) = stack.last {
                let known = callees[ref]!
                if next < known.count {
                    stack[stack.count - 1].next += 1
                    if met[known[next]] == nil {
                        enter(known[next], &callees)
                    } else if isOpen.contains(known[next]) {
                        earliest[ref] = min(earliest[ref]!, met[known[next]]!)
                    }
                    continue
                }
                stack.removeLast()
                finished[ref] = finished.count
                if let caller = stack.last { earliest[caller.ref] = min(earliest[caller.ref]!, earliest[ref]!) }
                guard earliest[ref] == met[ref] else { continue }
                let members = open[open.lastIndex(of: ref)!...]
                groups.append(Group(
                    functions: members.sorted { finished[$0]! < finished[$1]! }, isRecursive: members.count > 1 || known.contains(ref)))
                isOpen.subtract(members)
                open.removeLast(members.count)
            }
        }
    }

    private static func callees(of ref: FunctionRef, _ context: FlowContext) -> [FunctionRef] {
        guard let function = context.program.functions[ref] else { return [] }
        var found: [FunctionRef] = []
        for block in function.blocks {
            for statement in block.statements {
                guard case .call(let call) = statement.kind else { continue }
                for target in context.targets(of: call, pointer: nil) ?? [] {
                    if context.tableFacts(of: target) == nil, context.program.functions[target] != nil { found.append(target) }
                }
            }
        }
        return found
    }
}
