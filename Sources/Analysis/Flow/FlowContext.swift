import Program

/// What all functions of one analysis share: it is made before the first of them and does not change any more.
final class FlowContext: @unchecked Sendable {
    let program: WholeProgram
    let graph: CallGraph
    let facts: KernelFacts
    private let layouts: Layouts
    private let layoutsByFile: [String: Layouts]
    /// The slots that each function is put into.
    let slots: [FunctionRef: [Slot]]

    init(_ graph: CallGraph, facts: KernelFacts, slots: [FunctionRef: [Slot]]) {
        // In one order, so that the same slots compare equal.
        self.slots = slots.mapValues { $0.sorted() }
        self.graph = graph
        self.facts = facts
        program = graph.program
        settled = SettledMembers.find(in: graph.program)
        layouts = Layouts(graph.program.records, stableFields: facts.stableFields.union(settled), tables: graph.constantTables)
        layoutsByFile = graph.program.namesakes.mapValues { [layouts] in Layouts(layouts, namesakes: $0) }
        checking = Set(
            graph.program.sortedFunctions.filter { function in
                function.blocks.lazy.flatMap(\.statements).contains { statement in
                    guard case .call(let call) = statement.kind, let name = call.name else { return false }
                    return facts[name]?.checks != nil
                }
            }.map(\.file))
        nullExpected = NullChecks.expected(in: graph.program)
        // From here on it is only asked, by several threads.
        graph.prepareImplementations()
    }

    /// The functions whose result most callers compare with null before they follow it.
    let nullExpected: Set<FunctionRef>

    /// The members that nobody writes once their struct is made.
    let settled: Set<String>

    /// The layouts of records as a function's file has them.
    func layouts(in function: Function) -> Layouts { layoutsByFile[function.file] ?? layouts }

    /// What the kernel's contract hands to a function, by the slots that it is put into.
    func handed(to function: FunctionRef) -> [(slot: Slot, effect: FunctionFacts.Effect)] {
        (slots[function] ?? []).flatMap { slot in (facts.handed[Self.tableName(slot)] ?? []).map { (slot, $0) } }
    }

    /// The ways in which a function is called that forbid it something.
    func restrictedEntries(of function: FunctionRef) -> [RestrictedEntry] {
        let named = facts.contracts[function.name].map { RestrictedEntry.entries(of: "\(function.name)()", $0) } ?? []
        let bySlot = (slots[function] ?? []).sorted().flatMap { slot in
            facts.contracts[Self.tableName(slot)].map { RestrictedEntry.entries(of: slot.description, $0) } ?? []
        }
        return (named + bySlot).filter { entry in
            entry.resource.family != .state || program.functions[function].map { checking.contains($0.file) } ?? false
        }
    }

    /// The files in which somebody asks what the tables say has to be asked: methods of others are not about such inodes,
    /// as those of character devices in user space are not.
    let checking: Set<String>

    /// How the tables spell a slot: `address_space_operations.read_folio`, `write_cache_pages(3)`.
    private static func tableName(_ slot: Slot) -> String {
        if case .argument(let function, let index) = slot { return "\(function)(\(index + 1))" }
        return slot.description
    }

    /// What the tables say of a function; nil where its body is looked into.
    func tableFacts(of ref: FunctionRef) -> FunctionFacts? {
        guard let facts = facts[ref.name], facts.tells == nil && facts.checks == nil || program.functions[ref] == nil else { return nil }
        return facts
    }

    /// The functions that a call can run, nil where that cannot be told.
    func targets(of call: Call, pointer: TermNode?) -> [FunctionRef]? {
        switch call.callee {
        case .direct(let ref): return [ref]
        case .indirect(let operand):
            if case .function(let ref)? = pointer { return [ref] }
            return graph.implementations(of: operand, atMost: 8)
        }
    }
}
