import Analysis
import Program

/// What calls do of what duties are about.
extension DutyFlow {
    mutating func run(_ call: Call, _ before: DutyState, at span: Span) -> [DutyState] {
        var state = before
        guard case .direct(let ref) = call.callee else { return [result(of: call, .anything, &state)] }
        let first = call.arguments.first
        if DutyAnalysis.isRequest(ref.name) { return request(call, state, at: span) }
        if let effects = duties.effects[ref.name] { return run(effects, call, state, at: span) }
        let argument = first.map { known($0, state) } ?? .anything
        switch ref.name {
        case "ERR_PTR", "PTR_ERR", "ERR_CAST": return [result(of: call, argument, &state)]
        case "PTR_ERR_OR_ZERO":
            let range = PossibleResults.Range(lower: min(0, max(-4095, argument.range.lower)), upper: 0)
            return [result(of: call, DutyState.Known(range: range), &state)]
        case "IS_ERR", "IS_ERR_OR_NULL":
            let operation = ref.name == "IS_ERR" ? BinaryOperation.less : .lessOrEqual
            let variable = first?.place?.wholeVariable.flatMap { exposed.contains($0) ? nil : $0 }
            let meaning = variable.map { DutyState.Meaning.test(.compares($0, operation, 0)) }
            return [result(of: call, DutyState.Known(range: .truth, meaning: meaning), &state)]
        case "i_size_read": return [result(of: call, DutyState.Known(meaning: .size, owner: argument.owner), &state)]
        default: break
        }
        guard let body = duties.body(of: ref) else {
            let isPointer = call.result?.wholeVariable.map { function.variables[$0].type.isPointer } ?? false
            let owner = isPointer && call.arguments.count == 1 ? argument.owner : nil
            return [result(of: call, DutyState.Known(range: duties.range(of: ref.name), owner: owner), &state)]
        }
        guard duties.isOfInterest(ref) else {
            return [result(of: call, DutyState.Known(range: duties.plainRange(of: body)), &state)]
        }
        return enter(body, call, state, at: span)
    }

    private mutating func enter(_ body: DutyMentions.Body, _ call: Call, _ state: DutyState, at span: Span) -> [DutyState] {
        var way = state.way
        way.hasAsked = false
        way.hasFilled = false
        let found = duties.outcome(of: body, way: way, arguments: call.arguments.map { known($0, state).abroad })
        outcome.isCut = outcome.isCut || found.isCut
        for unmet in found.breaches {
            let isOwn = state.way.pending.contains(DutyState.Pending(duty: unmet.duty, trail: unmet.trail))
            outcome.breaches.insert(isOwn ? unmet : Unmet(duty: unmet.duty, trail: unmet.trail + [site(span)]))
        }
        return found.exits.map { exit in
            var next = state
            next.way = exit.way
            // A helper that sends a request of its own says nothing of ours.
            if exit.way.hasAsked { next.way.opcode = exit.way.hasFilled ? state.way.opcode : nil }
            next.way.hasAsked = state.way.hasAsked || exit.way.hasAsked
            next.way.hasFilled = state.way.hasFilled || exit.way.hasFilled
            next.way.pending = Set(exit.way.pending.map { pending in
                let isOld = state.way.pending.contains(pending)
                return isOld ? pending : DutyState.Pending(duty: pending.duty, trail: pending.trail + [site(span)])
            })
            if exit.way.answers != state.way.answers {
                for place in duties.places.indices where duties.questions(of: place).contains(where: { question in
                    state.way.answers[question] != nil && exit.way.answers[question] != state.way.answers[question]
                }) {
                    // It has been given another value.
                    next.forget(place: place)
                }
            }
            return result(of: call, exit.known, &next)
        }
    }

    private mutating func result(of call: Call, _ known: DutyState.Known, _ state: inout DutyState) -> DutyState {
        if let variable = call.result?.wholeVariable {
            set(variable, known, &state)
        } else if let member = call.result?.lastField {
            store(.use(.unknown), to: member, &state)
        }
        return state
    }

    /// A request that is sent: one way on which the server does it, and one on which it does not.
    private mutating func request(_ call: Call, _ before: DutyState, at span: Span) -> [DutyState] {
        var state = before
        state.way.hasAsked = true
        let opcode = state.way.opcode
        state.way.opcode = nil
        var deeds = (duties.effects["request"] ?? []).map(\.deed)
        if let opcode { deeds += (duties.effects["request(\(opcode))"] ?? []).map(\.deed) }
        for deed in deeds { trigger({ $0 == .deed(deed) }, at: span, .before, &state) }
        if let opcode { trigger({ $0 == .request(opcode) }, at: span, .before, &state) }
        var success = state
        for deed in deeds { trigger({ $0 == .deed(deed) }, at: span, .after, &success) }
        if let opcode { trigger({ $0 == .request(opcode) }, at: span, .after, &success) }
        guard success.way != state.way else {
            return [result(of: call, DutyState.Known(range: .errorsAndCounts), &state)]
        }
        return [
            // Only what brings back data of any length has other answers.
            result(of: call, DutyState.Known(number: 0), &success),
            result(of: call, DutyState.Known(range: .errors), &state),
        ]
    }

    private mutating func run(_ effects: [DutyTable.Effect], _ call: Call, _ before: DutyState, at span: Span) -> [DutyState] {
        var state = before
        let range = duties.range(of: call.name ?? "")
        let own = effects.filter { effect in
            if let given = effect.given { return call.arguments.first.flatMap { known($0, state).range.number } == given }
            if let foreign = effect.foreign, foreign < call.arguments.count { return !isHandedIn(call.arguments[foreign]) }
            return true
        }
        guard !own.isEmpty else { return [result(of: call, DutyState.Known(range: range), &state)] }
        var done = state
        for effect in own {
            let owner = effect.object < call.arguments.count ? known(call.arguments[effect.object], state).owner : nil
            perform(effect.deed, owner: owner, at: span, &done)
        }
        guard let condition = own.compactMap(\.condition).first, done.way != state.way else {
            return [result(of: call, DutyState.Known(range: range), &done)]
        }
        return [(condition, done), (condition.negated ?? condition, state)].compactMap { operation, state in
            var state = state
            guard let left = range.restricted(operation, 0) else { return nil }
            return result(of: call, DutyState.Known(range: left), &state)
        }
    }

    /// Whether a value is the function's own argument.
    private func isHandedIn(_ operand: Operand) -> Bool {
        operand.place?.wholeVariable.map { function.variables[$0].kind == .parameter } ?? false
    }

    // MARK: Duties

    /// Notes what has been done.
    mutating func perform(_ deed: Deed, owner: Int?, at span: Span?, _ state: inout DutyState) {
        if let span {
            trigger({ $0 == .deed(deed) }, at: span, .before, &state)
            trigger({ $0 == .deed(deed) }, at: span, .after, &state)
        }
        for (index, duty) in duties.duties.enumerated() where duty.deed == deed {
            if let owner, let object = duty.object, owner != object { continue }
            switch duty.moment {
            case .before: state.way.done |= 1 << UInt64(index)
            case .after: state.way.pending = state.way.pending.filter { $0.duty != index }
            }
        }
    }

    /// Notes what duties come of what is done here.
    mutating func trigger(_ matches: (Duty.Trigger) -> Bool, at span: Span, _ moment: Duty.Moment, _ state: inout DutyState) {
        for (index, duty) in duties.duties.enumerated() where duty.moment == moment && matches(duty.trigger) {
            let pending = DutyState.Pending(duty: index, trail: [site(span)])
            switch moment {
            case .after: state.way.pending.insert(pending)
            case .before where state.way.done & 1 << UInt64(index) != 0: continue
            case .before:
                switch duties.holds(index, state.way.answers) {
                case .yes: outcome.breaches.insert(Unmet(duty: index, trail: pending.trail))
                case .no: continue
                case .perhaps, .presumed: state.way.pending.insert(pending)
                }
            }
        }
    }
}
