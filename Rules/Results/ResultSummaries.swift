import Analysis
import Program

/// What functions of the subsystem may return, each looked at once.
final class ResultSummaries {
    private let program: WholeProgram
    private let facts: KernelFacts
    private let memory: Set<FieldRef>
    private var known: [FunctionRef: PossibleResults] = [:]

    /// - Parameter memory: members that say of a connection what its server knows.
    init(_ program: WholeProgram, _ facts: KernelFacts, memory: Set<FieldRef>) {
        self.program = program
        self.facts = facts
        self.memory = memory
    }

    /// What a function returns where it does.
    ///
    /// - Parameter walk: what says that it is called in RCU walk.
    func returned(by function: Function, walk: SlotContract.Condition? = nil) -> [ResultFlow.Returned] {
        let surroundings = ResultFlow.Surroundings(
            results: { [self] in results(of: $0, at: $1) }, isMemory: { [memory] in memory.contains($0) }, walk: walk)
        return ResultFlow(function, surroundings).returned
    }

    private func results(of call: Call, at site: CodeSite) -> PossibleResults {
        guard case .direct(let ref) = call.callee else { return .anything }
        if FuseRequests.names.contains(ref.name) { return PossibleResults(.all, answerTo: site) }
        if let body = program.functions[ref], program.isUnderAnalysis(body) { return results(of: body) }
        switch facts[ref.name]?.returns {
        case .zeroOrError?: return PossibleResults(.errorsAndZero)
        case .countOrError?: return PossibleResults(.errorsAndCounts)
        default: return .anything
        }
    }

    private func results(of function: Function) -> PossibleResults {
        if let found = known[function.ref] { return found }
        // Of one that calls itself nothing is known.
        known[function.ref] = .anything
        var found = PossibleResults()
        for returned in returned(by: function) { found.formUnion(returned.results) }
        if found.isEmpty { found = .anything }
        known[function.ref] = found
        return found
    }
}
