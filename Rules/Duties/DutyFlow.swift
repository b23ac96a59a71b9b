import Analysis
import Program

/// Follows the ways through one function: what has been done, and what is known of variables.
///
/// States that meet are joined, except where they differ in what the way has done or found out.
struct DutyFlow {
    /// How the function returns.
    struct Exit: Hashable {
        var way: DutyState.Way
        var known: DutyState.Known
        var span: Span
    }

    /// What came of it.
    struct Outcome {
        var exits: [Exit] = []
        var breaches: Set<Unmet> = []
        /// There were too many ways.
        var isCut = false
    }

    /// A duty of which the way has shown that it was not met.
    struct Unmet: Hashable {
        var duty: Int
        var trail: [CodeSite]
    }

    private struct Point: Hashable {
        var block: Int
        var way: DutyState.Way
    }

    /// How many blocks are looked at, each as often as something new is known of it.
    private static let limit = 4000

    let function: Function
    let duties: DutyAnalysis
    /// Variables that others may change, since their address is taken.
    let exposed: Set<Int>
    /// Variables of which nothing is kept behind a block.
    private let passing: Set<Int>
    /// What was to be done when the function was entered.
    private let entered: Set<DutyState.Pending>
    private var states: [Point: DutyState] = [:]
    /// The points that are to be looked at, by the place of their block in the order of the blocks.
    private var work: [[Point]]
    private let position: [Int]
    var outcome = Outcome()
    private var exits: [Point: Exit] = [:]

    init(_ body: DutyMentions.Body, _ duties: DutyAnalysis, way: DutyState.Way, arguments: [DutyState.Known]) {
        function = body.function
        self.duties = duties
        exposed = body.exposed
        passing = body.passing
        position = body.position
        entered = way.pending
        work = [[Point]](repeating: [], count: function.blocks.count)
        var start = DutyState(way: way)
        for (index, known) in arguments.prefix(function.parameterCount).enumerated() where !exposed.contains(index) {
            start[index] = known
        }
        arrive(at: 0, start)
        var count = 0
        // The first in order first, so that most blocks are looked at when all that leads to them has been.
        while let index = work.firstIndex(where: { !$0.isEmpty }), let point = work[index].popLast() {
            count += 1
            guard count <= Self.limit else {
                outcome.isCut = true
                break
            }
            var states = [self.states[point]!]
            for statement in function.blocks[point.block].statements {
                states = states.flatMap { run(statement, $0) }
            }
            for state in states { leave(function.blocks[point.block], state, at: point.block) }
        }
        outcome.exits = exits.sorted { ($0.key.block, $0.value.span.line) < ($1.key.block, $1.value.span.line) }.map(\.value)
    }

    func site(_ span: Span) -> CodeSite { CodeSite(function: function.ref, span: span) }

    // MARK: From block to block

    private mutating func arrive(at block: Int, _ arriving: DutyState) {
        var state = arriving
        state.forget(passing)
        let point = Point(block: block, way: state.way)
        guard var known = states[point] else {
            states[point] = state
            work[position[block]].append(point)
            return
        }
        known.formUnion(state)
        guard known != states[point] else { return }
        states[point] = known
        work[position[block]].append(point)
    }

    private mutating func leave(_ block: Block, _ state: DutyState, at number: Int) {
        switch block.terminator.kind {
        case .jump(let next): arrive(at: next, state)
        case .branch(let value, let then, let otherwise):
            let test = isAssertion(block.terminator.span) ? nil : self.test(known(value, state), of: value)
            for (next, test) in [(then, test), (otherwise, test?.negated)] {
                var state = state
                if let test, !assume(test, &state) { continue }
                arrive(at: next, state)
            }
        case .switch_(let operand, let cases, let next): leave(operand, cases, otherwise: next, state)
        case .return_(let operand):
            let returned = operand.map { known($0, state).abroad } ?? .anything
            var exit = Exit(way: state.way, known: returned, span: block.terminator.span)
            exit.way.pending = exit.way.pending.filter { entered.contains($0) || isOwed($0, when: exit.known.range) }
            exits[Point(block: number, way: state.way)] = exit
        case .unreachable: return
        }
    }

    /// Whether what is to be done afterwards is still to be done by the caller: not where this function tells that it did nothing.
    private func isOwed(_ pending: DutyState.Pending, when range: PossibleResults.Range) -> Bool {
        let duty = duties[pending.duty]
        guard duty.moment == .after, case .integer(let bits, isSigned: true) = function.returnType else { return true }
        return range.upper >= (duty.returnsCount && bits == 64 ? 1 : 0)
    }

    private mutating func leave(_ operand: Operand, _ cases: [SwitchCase], otherwise: Int, _ state: DutyState) {
        guard let variable = operand.place?.wholeVariable, !exposed.contains(variable) else {
            for block in cases.map(\.target) + [otherwise] { arrive(at: block, state) }
            return
        }
        var rest: DutyState? = state
        for one in cases {
            var chosen = state
            let isPossible = one.first == one.last
                ? chosen.restrict(variable, .equal, one.first)
                : chosen.restrict(variable, .greaterOrEqual, one.first) && chosen.restrict(variable, .lessOrEqual, one.last)
            if isPossible { arrive(at: one.target, chosen) }
            if one.first == one.last, rest?.restrict(variable, .notEqual, one.first) == false { rest = nil }
        }
        if let rest { arrive(at: otherwise, rest) }
    }

    // MARK: Conditions

    /// WARN_ON() says what cannot be, and goes on as if it could.
    private func isAssertion(_ span: Span) -> Bool { function.macroName(span)?.hasPrefix("WARN_ON") == true }

    /// What a value that is not 0 says.
    func test(_ known: DutyState.Known, of value: Rvalue? = nil) -> DutyState.Test? {
        switch known.meaning {
        case .test(let test)?: return test
        case .bits(let place, let mask)?: return .bits(place: place, mask: mask, value: 0, isEqual: false)
        case .size?, nil: break
        }
        if known.range.lower == known.range.upper { return .constant(known.range.lower != 0) }
        switch value {
        case .use(.load(let place))?, .cast(.load(let place), _)?:
            return place.wholeVariable.flatMap { exposed.contains($0) ? nil : .compares($0, .notEqual, 0) }
        default: return nil
        }
    }

    /// - Returns: whether it can be.
    mutating func assume(_ test: DutyState.Test, _ state: inout DutyState) -> Bool {
        switch test {
        case .constant(let holds): return holds
        case .compares(let variable, let operation, let number): return state.restrict(variable, operation, number)
        case .sizeStays(let stays): if stays { excuse([.sameSize, .noGrowth], &state) }
        case .sizeGrows(let grows): if !grows { excuse([.noGrowth], &state) }
        case .bits(let place, let mask, let value, let isEqual):
            for question in duties.questions(of: place) {
                guard let answer = duties.questions[question].answer(mask: mask, value: value, isEqual: isEqual) else { continue }
                if let known = state.way.answers[question] {
                    if known != answer { return false }
                } else {
                    learn(answer, of: question, &state)
                }
            }
        }
        return true
    }

    /// What is to be done afterwards need not be done.
    private func excuse(_ excuses: [Duty.Excuse], _ state: inout DutyState) {
        state.way.pending = state.way.pending.filter { pending in
            let duty = duties[pending.duty]
            return duty.moment == .before || !(duty.excuse.map(excuses.contains) ?? false)
        }
    }

    /// Notes what the way has found out, and what that makes of the duties that have not been met.
    mutating func learn(_ answer: Bool?, of question: Int, _ state: inout DutyState) {
        state.way.answers[question] = answer
        for pending in state.way.pending where duties[pending.duty].moment == .before {
            switch duties.holds(pending.duty, state.way.answers) {
            case .no: state.way.pending.remove(pending)
            case .yes:
                state.way.pending.remove(pending)
                outcome.breaches.insert(Unmet(duty: pending.duty, trail: pending.trail))
            case .perhaps, .presumed: continue
            }
        }
    }

    // MARK: Statements

    private mutating func run(_ statement: Statement, _ state: DutyState) -> [DutyState] {
        var state = state
        switch statement.kind {
        case .assign(let place, let value):
            if let variable = place.wholeVariable {
                set(variable, known(value, state), of: value, &state)
            } else if let member = place.lastField {
                store(value, to: member, &state)
            }
        case .call(let call): return run(call, state, at: statement.span)
        case .declare(let variable): set(variable, .anything, &state)
        case .assembly(let writes, _): for variable in writes.compactMap(\.wholeVariable) { set(variable, .anything, &state) }
        case .opaque: return []
        case .evaluate: break
        }
        return [state]
    }

    mutating func set(_ variable: Int, _ value: DutyState.Known, of rvalue: Rvalue? = nil, _ state: inout DutyState) {
        guard !exposed.contains(variable) else { return }
        var value = value
        if function.variables[variable].type == .bool {
            if let test = test(value, of: rvalue) {
                value.meaning = .test(test)
                value.range = if case .constant(let holds) = test { PossibleResults.Range(number: holds ? 1 : 0) } else { .truth }
                if case .constant = test { value.meaning = nil }
            } else {
                value.range = .truth
            }
        }
        if case .test(let test)? = value.meaning, test.isAbout(variable) { value.meaning = nil }
        state[variable] = value
    }

    mutating func store(_ value: Rvalue, to member: FieldRef, _ state: inout DutyState) {
        let number = known(value, state).range.number
        if member == FuseRequests.opcode {
            state.way.opcode = number
            state.way.hasFilled = true
        }
        if let place = duties.place(of: member) { answer(value, number, place, member, &state) }
        for (flag, mask, effects) in duties.flags where flag == member {
            let set: Int64? = if case .binary(.or, _, let operand) = value { known(operand, state).range.number } else { number }
            if let set, set & mask != 0 { for effect in effects { perform(effect.deed, owner: nil, at: nil, &state) } }
        }
    }

    /// What a store to a place says of what is asked of it.
    private mutating func answer(_ value: Rvalue, _ number: Int64?, _ place: Int, _ member: FieldRef, _ state: inout DutyState) {
        state.forget(place: place)
        for question in duties.questions(of: place) {
            let asked = duties.questions[question]
            var answer: Bool?
            if let number {
                answer = asked.answer(number: number)
            } else if case .binary(let operation, .load(let place), let operand) = value, place.lastField == member,
                asked.value == nil, let bits = known(operand, state).range.number
            {
                answer = state.way.answers[question]
                switch operation {
                case .or where bits & asked.mask != 0: answer = true
                case .and where bits & asked.mask == 0: answer = false
                case .and where ~bits & asked.mask != 0 && answer == true: answer = nil
                case .or, .and: break
                default: answer = nil
                }
            }
            learn(answer, of: question, &state)
        }
    }
}
