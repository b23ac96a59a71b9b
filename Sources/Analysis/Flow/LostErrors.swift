import Findings
import Program

/// Results that tell of failure and that nobody looks at: stored in a variable, and overwritten or forgotten there.
extension FunctionFlow {
    /// Reports the calls whose error is put into a variable that nothing reads before it gets another value.
    func judgeOverwrittenErrors() {
        for (block, body) in function.blocks.enumerated() where visited[block] {
            for (index, statement) in body.statements.enumerated() {
                guard case .call(let call) = statement.kind, let actor = call.name, canFail(call), let (number, next) = holder(of: call, block, index + 1),
                    isNamed(number), reading.contains(number), isDead(number, block, from: next)
                else { continue }
                let name = function.variables[number].name
                violations[ViolationKey(kind: .errorLost, resource: nil, span: statement.span, object: name)] = Violation(
                    .errorLost, object: name, actor: actor, function: function, span: statement.span,
                    path: [PathStep("\(actor)() may fail here", at: function.position(statement.span))]
                        + (nextWrite(of: number, block, from: next).map { [PathStep("'\(name)' gets another value here", at: function.position($0))] } ?? []))
            }
        }
    }

    /// Whether the call's result is known to be a negative error number where it fails; -1 alone is what comparisons say.
    private func canFail(_ call: Call) -> Bool {
        guard case .direct(let ref) = call.callee else { return false }
        if let facts = context.facts[ref.name] { return facts.returns == .zeroOrError || facts.returns == .countOrError }
        guard let summary = summary(of: ref), !summary.body.returnType.isPointer else { return false }
        if summary.comparesByResult { return false }
        return summary.outcomes.contains { $0.resultRange.upper < 0 && $0.resultRange.lower < -1 && $0.resultRange.lower > .min }
    }

    /// The variable that a call's result ends up in, and the statement from which on it is there.
    private func holder(of call: Call, _ block: Int, _ next: Int) -> (variable: Int, next: Int)? {
        guard let place = call.result, place.projections.isEmpty, case .variable(let number) = place.root else { return nil }
        if !function.variables[number].name.isEmpty { return (number, next) }
        let statements = function.blocks[block].statements
        guard next < statements.count, case .assign(let target, let value) = statements[next].kind, target.projections.isEmpty,
            case .variable(let variable) = target.root, value.operands == [.load(place)]
        else { return nil }
        switch value {
        case .use, .cast: return (variable, next + 1)
        default: return nil
        }
    }

    private func isNamed(_ number: Int) -> Bool {
        let variable = function.variables[number]
        if case .integer = variable.type { return variable.kind != .temporary && !variable.name.hasPrefix("_") && variable.name != "dummy" }
        return false
    }

    /// Whether nothing reads the variable from a statement on until it gets another value, on no path.
    private func isDead(_ number: Int, _ block: Int, from start: Int) -> Bool {
        switch firstAccess(of: number, block, from: start) {
        case .read?: false
        case .overwritten?: true
        case nil: function.blocks[block].terminator.successors.allSatisfy { !graph.live[$0].contains(number) }
        }
    }

    private enum Access { case read, overwritten(Span) }

    private func firstAccess(of number: Int, _ block: Int, from start: Int) -> Access? {
        var found: Access?
        func note(_ access: Access, _ variable: Int) { if found == nil, variable == number { found = access } }
        for statement in function.blocks[block].statements.dropFirst(start) {
            VariableAccess(reads: { note(.read, $0) }, overwrites: { note(.overwritten(statement.span), $0) }).visit(statement)
            if found != nil { return found }
        }
        VariableAccess(reads: { note(.read, $0) }, overwrites: { _ in }).visit(function.blocks[block].terminator)
        return found
    }

    /// Where the variable gets its next value on some path; nil where that is nowhere.
    private func nextWrite(of number: Int, _ block: Int, from start: Int) -> Span? {
        if case .overwritten(let span)? = firstAccess(of: number, block, from: start) { return span }
        var seen: Set<Int> = []
        var work = function.blocks[block].terminator.successors
        while !work.isEmpty {
            let next = work.removeFirst()
            guard seen.insert(next).inserted else { continue }
            if case .overwritten(let span)? = firstAccess(of: number, next, from: 0) { return span }
            work += function.blocks[next].terminator.successors
        }
        return nil
    }
}

/// Success that is returned on a way on which something failed: `p = kmalloc(...); if (!p) goto out;` with an error code
/// that is still 0.
extension FunctionFlow {
    func judgeStaleResults() {
        guard case .integer(_, true) = function.returnType, exits.contains(where: { hasFailed($0) }) else { return }
        for exit in exits {
            guard exit.isVariable, !exit.state.isWarned, let result = exit.result, let failure = exit.state.failure, !failure.isAnswered, !expected.contains(failure.event),
                exit.state.range(of: result, terms) == .exactly(0), let failed = fallible[failure.result], isTelling(failed), exit.state.range(of: failure.result, terms).constant.map({ $0 == 0 }) ?? true
            else { continue }
            report(
                .errorLost, nil, failure.result, actor: failed.actor, span: events[failed.event].span, since: failed.event, exit.state,
                ending: PathStep("returns 0 here", at: function.position(exit.span)))
        }
    }

    private func hasFailed(_ exit: Exit) -> Bool {
        guard let result = exit.result else { return false }
        return exit.state.range(of: result, terms).upper < 0
    }

    /// Whether a failure of the kind is an error, rather than the answer that there is nothing.
    private func isTelling(_ failed: Fallible) -> Bool {
        failed.failure.upper < 0 || context.facts[failed.actor]?.effects.contains { $0.resource?.family == .memory && $0.verb == .acquire } == true
    }
}
