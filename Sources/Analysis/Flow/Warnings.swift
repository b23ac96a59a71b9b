import Program

/// What the kernel says of itself that it cannot be: WARN_ON() and its kind.
extension FunctionFlow {
    /// The variables in which the macros keep whether they are to warn.
    ///
    /// Other places than the macros' own do not know of them, unlike of what is asked.
    static func warned(in function: Function) -> Set<Int> {
        guard function.macros.contains(where: { isWarning($0.name) }) else { return [] }
        var own: Set<Int> = []
        var others: Set<Int> = []
        for block in function.blocks {
            for statement in block.statements {
                let isWarning = isWarning(function.macroName(statement.span))
                let access = VariableAccess(
                    reads: { if !isWarning { others.insert($0) } },
                    overwrites: { if isWarning { own.insert($0) } else { others.insert($0) } })
                access.visit(statement)
            }
        }
        return own.filter { function.variables[$0].kind == .local && !others.contains($0) }
    }

    private static func isWarning(_ macro: String?) -> Bool { macro?.hasPrefix("WARN") == true }

    /// Whether the source says of a condition that it holds, and has it computed for that alone: ASSERT() where it is switched off.
    func isAsserted(_ span: Span) -> Bool { function.macroName(span)?.hasSuffix("ASSERT") == true }

    /// Notes where a branch goes on behind a warning.
    func noteWarning(at span: Span, _ state: inout FlowState) {
        guard !warned.isEmpty, Self.isWarning(function.macroName(span)) else { return }
        state.isWarned = state.isWarned || warned.contains { number in
            state.store[terms.variable(number)].map { state.truth(of: $0, terms) == true } ?? false
        }
    }
}
