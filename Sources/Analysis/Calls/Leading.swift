import Program

extension CallGraph {
    /// The functions of the directory under analysis that call one of these, `depth` calls away at most, and those of them with a body.
    public func callers(of names: Set<String>, depth: Int) -> Set<FunctionRef> {
        let own = program.sortedFunctions.filter(program.isUnderAnalysis).map(\.ref)
        var found: Set<FunctionRef> = []
        for _ in 0..<depth {
            let next = own.filter { ref in
                !found.contains(ref) && calls(from: ref).contains { names.contains($0.callee.name) || found.contains($0.callee) }
            }
            if next.isEmpty { break }
            found.formUnion(next)
        }
        return found
    }
}
