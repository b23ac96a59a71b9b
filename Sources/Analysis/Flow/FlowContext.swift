import Program

/// What all functions of one analysis share.
final class FlowContext {
    let program: WholeProgram
    let graph: CallGraph
    let facts: KernelFacts
    let layouts: Layouts
    private(set) var summaries: [FunctionRef: Summary] = [:]

    init(_ graph: CallGraph, facts: KernelFacts) {
        self.graph = graph
        self.facts = facts
        program = graph.program
        layouts = Layouts(graph.program.records, stableFields: facts.stableFields)
    }

    /// Acquisitions left to callers, in the order in which they were met.
    private(set) var claims: [Claim] = []

    private struct Release: Hashable {
        let resource: Resource
        let field: FieldRef?
    }

    private var releases: Set<Release> = []

    /// Some function releases a lock of this kind that its caller has taken.
    func noteRelease(_ resource: Resource, _ field: FieldRef?) { releases.insert(Release(resource: resource, field: field)) }

    func hasReleaser(_ resource: Resource, _ field: FieldRef?) -> Bool { releases.contains(Release(resource: resource, field: field)) }

    func register(_ claim: Claim) { claims.append(claim) }

    func summary(of ref: FunctionRef) -> Summary? { summaries[ref] }
    func add(_ summary: Summary) { summaries[summary.function] = summary }

    /// The functions that a call can run, nil where that cannot be told.
    func targets(of call: Call, pointer: TermNode?) -> [FunctionRef]? {
        switch call.callee {
        case .direct(let ref): return [ref]
        case .indirect(let operand):
            if case .function(let ref)? = pointer { return [ref] }
            return graph.implementations(of: operand)
        }
    }
}
