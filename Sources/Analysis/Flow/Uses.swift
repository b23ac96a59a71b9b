import Findings
import Program

/// Touching what may be gone, or may be no pointer, and what branches tell of results.
extension FunctionFlow {
    /// Something reads or writes what a pointer points to; false where that ends the path.
    func touch(_ pointer: Term, _ place: Place, _ depth: Int, _ span: Span, _ state: inout FlowState) -> Bool {
        let object = terms.container(of: pointer)
        if !state.gone.isEmpty, let gone = state.gone[object] ?? state.gone[pointer], gone.isOut(state) {
            reportUse(gone, object, span, &state)
            return false
        }
        noteFollowed(object, &state)
        return isUsable(pointer, span, &state)
    }

    func noteFollowed(_ object: Term, _ state: inout FlowState) {
        if case .symbol(.parameter(let number)) = terms[terms.undisplaced(object)], number < 64 { state.followed |= 1 << number }
    }

    /// A callee follows some of its arguments on all of its ways; false where that ends the path.
    func follow(_ parameters: UInt64, _ scene: CallScene, _ state: inout FlowState) -> Bool {
        for (index, argument) in scene.arguments.enumerated().prefix(64) where parameters & 1 << index != 0 {
            let object = terms.container(of: argument)
            if let gone = state.gone[object] ?? state.gone[argument], gone.isOut {
                reportUse(gone, object, scene.span, &state)
                return false
            }
            noteFollowed(object, &state)
            guard isUsable(object, scene.span, &state) else { return false }
        }
        return true
    }

    func reportUse(_ gone: Gone, _ object: Term, _ span: Span, _ state: inout FlowState) {
        report(
            .useAfterRelease, gone.resource, object, actor: events[gone.event].actor, wasHandedOver: gone.isHandedOver, span: span,
            since: gone.event, state)
        state.gone[object] = nil
    }

    /// Whether a pointer that is followed is one; takes in that it is.
    func isUsable(_ pointer: Term, _ span: Span, _ state: inout FlowState) -> Bool {
        let range = state.range(of: pointer, terms)
        if let failed = fallible[pointer], range.overlaps(failed.failure), failed.failure.lower > -5000 {
            let kind: Violation.Kind = failed.failure.lower < 0 ? .errorDereference : .nullDereference
            report(kind, nil, pointer, actor: failed.actor, span: span, since: failed.event, state)
            return false
        }
        if range.upper <= 0, case .integer = terms[pointer] { return false }
        switch terms[pointer] {
        case .symbol, .binary(.add, _, _), .load, .part: return range.lower > 0 || state.restrict(pointer, .valid, terms)
        default: return true
        }
    }

    /// Objects that are gone must not be given to functions either.
    func checkArguments(_ scene: CallScene, _ targets: [FunctionRef], _ state: inout FlowState) -> Bool {
        guard !state.gone.isEmpty else { return true }
        let effects = targets.compactMap { context.facts[$0.name]?.effects }.flatMap { $0 }
        // Printing an address touches nothing.
        if targets.contains(where: { $0.name.contains("print") || $0.name.hasPrefix("trace_") }) { return true }
        for (index, argument) in scene.arguments.enumerated() {
            guard let gone = state.gone[terms.container(of: argument)] ?? state.gone[argument], gone.isOut else { continue }
            if effects.contains(where: { $0.subject == .argument(index) && $0.verb != .acquire }) { continue }
            // A callee that is looked into tells itself whether it touches the object.
            if targets.allSatisfy({ context.tableFacts(of: $0) == nil && summary(of: $0) != nil }) { continue }
            reportUse(gone, terms.container(of: argument), scene.span, &state)
            return false
        }
        return true
    }

    /// A branch has told something of a value: did a call fail? Returns whether that is news.
    ///
    /// - Parameter before: what was known before the branch, where it was not yet decided.
    @discardableResult
    func learned(_ value: Term, _ state: inout FlowState, since before: FlowState? = nil) -> Bool {
        var isNews = false
        for leaf in terms.leaves(of: value) {
            guard let known = fallible[leaf] else { continue }
            let range = state.range(of: leaf, terms)
            if known.failure.contains(range) {
                // One error number that is asked for is one that is dealt with.
                if let number = range.constant, number != 0 || !terms.isPointer(leaf), let before, before.range(of: leaf, terms).constant == nil { expected.insert(known.event) }
                guard state.failure?.result != leaf else { continue }
                isNews = true
                state.note(known.event)
                state.failure = Failure(result: leaf, event: known.event)
            } else if state.failure?.result == leaf {
                state.failure = nil
            }
        }
        return isNews
    }
}
