import Analysis
import Program

/// What calls do of what duties are about.
extension DutyFlow {
    /// - Parameter goesOn: whether something may bring the duty about behind it.
    mutating func run(
        _ call: Call, _ callee: DutyBody.Callee, _ before: DutyState, at span: Span, goesOn: Bool
    ) -> [DutyState] {
        var state = before
        switch callee {
        case .pointer: return [result(of: call, .anything, &state)]
        case .request: return request(call, state, at: span)
        case .effects(let effects, let range): return run(effects, range, call, state, at: span)
        case .builtIn(let builtIn): return [result(of: call, known(builtIn, call.arguments.first, state), &state)]
        case .own(let number) where duties.isOfInterest(number): return enter(number, call, state, at: span, goesOn: goesOn)
        case .own(let number):
            let range = call.result == nil ? PossibleResults.Range.all : duties.plainRange(number)
            return [result(of: call, DutyState.Known(range: range), &state)]
        case .foreign(let range):
            let isPointer = call.result?.wholeVariable.map { function.variables[$0].type.isPointer } ?? false
            let owner = isPointer && call.arguments.count == 1 ? known(call.arguments[0], state).owner : nil
            return [result(of: call, DutyState.Known(range: range, owner: owner), &state)]
        }
    }

    private func known(_ function: DutyBody.BuiltIn, _ operand: Operand?, _ state: DutyState) -> DutyState.Known {
        let argument = operand.map { known($0, state) } ?? .anything
        switch function {
        case .errorPointer, .pointerError, .errorCast: return argument
        case .pointerErrorOrZero:
            return DutyState.Known(range: PossibleResults.Range(lower: min(0, max(-4095, argument.range.lower)), upper: 0))
        case .isError, .isErrorOrNull:
            let operation = function == .isError ? BinaryOperation.less : .lessOrEqual
            let variable = operand?.place?.wholeVariable.flatMap { body.exposed[$0] ? nil : $0 }
            return DutyState.Known(range: .truth, meaning: variable.map { .test(.compares($0, operation, 0)) })
        case .size: return DutyState.Known(meaning: .size, owner: argument.owner)
        }
    }

    private mutating func enter(_ number: Int, _ call: Call, _ state: DutyState, at span: Span, goesOn: Bool) -> [DutyState] {
        var way = state.way
        way.hasAsked = false
        way.hasFilled = false
        let arguments = call.arguments.map { known($0, state).abroad }
        let found = duties.outcome(of: duties.body(number), way: way, arguments: arguments, goesOn: goesOn)
        outcome.isCut = outcome.isCut || found.isCut
        for trail in found.breaches { outcome.breaches.insert(outer(trail, state, at: span)) }
        return found.exits.map { exit in
            var next = state
            next.way = exit.way
            // A helper that sends a request of its own says nothing of ours.
            if exit.way.hasAsked { next.way.opcode = exit.way.hasFilled ? state.way.opcode : nil }
            next.way.hasAsked = state.way.hasAsked || exit.way.hasAsked
            next.way.hasFilled = state.way.hasFilled || exit.way.hasFilled
            next.way.pending = []
            // In a loop a new one may have become what was there before.
            for trail in exit.way.pending { next.way.insert(outer(trail, state, at: span)) }
            if exit.way.answers != state.way.answers {
                for place in duties.places.indices where duties.questionsOf[place].contains(where: { question in
                    state.way.answers[question] != nil && exit.way.answers[question] != state.way.answers[question]
                }) {
                    // It has been given another value.
                    next.forget(place: place)
                }
            }
            return result(of: call, exit.known, &next)
        }
    }

    /// The trail of what a call has left, seen from where it is made.
    private func outer(_ trail: Int, _ state: DutyState, at span: Span) -> Int {
        state.way.pending.contains(trail) ? trail : duties.trail(through: trail, in: body.number, at: span)
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
        guard duties.followsRequests else { return [result(of: call, DutyState.Known(range: .errorsAndCounts), &state)] }
        state.way.hasAsked = true
        let opcode = state.way.opcode
        state.way.opcode = nil
        let isTriggered = switch duties.duty?.trigger {
        case .request(let number)?: opcode == number
        case .deed(let deed)?: Duties.requests.any.contains(deed) || opcode.flatMap { Duties.requests.byOpcode[$0] }?.contains(deed) == true
        case nil: false
        }
        var success = state
        if isTriggered {
            trigger(at: span, .before, &state)
            success = state
            trigger(at: span, .after, &success)
        }
        guard success.way != state.way else {
            return [result(of: call, DutyState.Known(range: .errorsAndCounts), &state)]
        }
        return [
            // Only what brings back data of any length has other answers.
            result(of: call, DutyState.Known(number: 0), &success),
            result(of: call, DutyState.Known(range: .errors), &state),
        ]
    }

    private mutating func run(
        _ effects: [DutyTable.Effect], _ range: PossibleResults.Range, _ call: Call, _ before: DutyState, at span: Span
    ) -> [DutyState] {
        var state = before
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
        guard let duty = duties.duty else { return }
        if let span, duty.trigger == .deed(deed) {
            trigger(at: span, .before, &state)
            trigger(at: span, .after, &state)
        }
        if deed == duty.undoneBy { state.way.isDone = false }
        guard duty.deed == deed else { return }
        if let owner, let object = duty.object, owner != object { return }
        switch duty.moment {
        case .before: state.way.isDone = true
        case .after: state.way.pending = []
        }
    }

    /// Notes what comes of what is done here, if the duty is of this moment.
    private mutating func trigger(at span: Span, _ moment: Duty.Moment, _ state: inout DutyState) {
        guard duties.duty?.moment == moment else { return }
        let trail = duties.trail(in: body.number, at: span)
        switch moment {
        case .after: state.way.insert(trail)
        case .before where state.way.isDone: return
        case .before:
            switch duties.holds(state.way.answers) {
            case .yes: outcome.breaches.insert(trail)
            case .no: return
            case .perhaps, .presumed: state.way.insert(trail)
            }
        }
    }
}
