import Program

/// A branch that a constant decides: what it does not lead to is not part of the function.
struct BranchNotTaken {
    /// The block that ends with it.
    var block: Int
    /// Where it would lead.
    var target: Int
    var span: Span
}

extension FunctionLowering {
    /// Keeps the numbers that code which is configured out looks at: `pr_debug("%d", err)` is no code in most kernels, and
    /// whoever wrote it has looked at the error all the same.
    func keepMentions(in branch: BranchNotTaken, _ isReached: [Bool]) {
        var seen: Set<Int> = []
        var work = [branch.target]
        var mentioned: Set<Int> = []
        while let number = work.popLast() {
            guard !isReached[number], seen.insert(number).inserted else { continue }
            for statement in blocks[number].statements {
                guard case .call(let call) = statement.kind else { continue }
                mentioned.formUnion(call.arguments.compactMap(number(of:)))
            }
            work += blocks[number].terminator?.successors ?? []
        }
        for number in mentioned.sorted() {
            blocks[branch.block].statements.append(Statement(.evaluate(.load(.variable(number))), branch.span))
        }
    }

    /// The named variable that an operand reads, where that holds a number.
    private func number(of operand: Operand) -> Int? {
        guard case .load(let place) = operand, let number = place.wholeVariable, !variables[number].name.isEmpty, case .integer = variables[number].type
        else { return nil }
        return number
    }
}
