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
        /// The ways, by their trails, that have shown that the duty was not met.
        var breaches: Set<Int> = []
        /// There were too many ways.
        var isCut = false
    }

    /// How many blocks are looked at, each as often as something new is known of it.
    private static let limit = 4000

    let body: DutyBody
    let function: Function
    let duties: DutyAnalysis
    /// Whether something may bring the duty about when the function has returned.
    private let goesOn: Bool
    private let triggers: DutyAnalysis.Triggers
    /// What was to be done when the function was entered.
    private let entered: [Int]
    /// By the blocks; there are few ways to each.
    private var states: [[DutyState]]
    /// The states that are to be looked at, by the place of their block in the order of the blocks.
    private var work: [[Int]]
    var outcome = Outcome()
    private var exits: [[Exit]]

    init(_ body: DutyBody, _ duties: DutyAnalysis, way: DutyState.Way, arguments: [DutyState.Known], goesOn: Bool) {
        self.body = body
        function = body.function
        self.duties = duties
        self.goesOn = goesOn
        triggers = duties.triggers(of: body)
        entered = way.pending
        let count = body.function.blocks.count
        states = [[DutyState]](repeating: [], count: count)
        work = [[Int]](repeating: [], count: count)
        exits = [[Exit]](repeating: [], count: count)
        var start = DutyState(way: way)
        for (index, known) in arguments.enumerated() where !body.exposed[index] { start[index] = known }
        arrive(at: 0, start)
        run()
        outcome.exits = exits.flatMap { $0 }
    }

    private mutating func run() {
        var count = 0
        var index = 0
        // The first in order first, so that most blocks are looked at when all that leads to them has been.
        while index < work.count {
            guard let number = work[index].popLast() else {
                index += 1
                continue
            }
            count += 1
            guard count <= Self.limit else {
                outcome.isCut = true
                return
            }
            let block = body.order[index]
            var states = [self.states[block][number]]
            var call = 0
            for statement in function.blocks[block].statements {
                if case .call(let made) = statement.kind {
                    let goesOn = mayBeTriggered(behind: call, of: block)
                    let callee = body.callees[block][call]
                    call += 1
                    states = states.flatMap { run(made, callee, $0, at: statement.span, goesOn: goesOn) }
                    states.removeAll { duties.isOver($0.way) || !goesOn && $0.way.pending.isEmpty }
                } else {
                    for index in states.indices { run(statement, &states[index]) }
                    if case .opaque = statement.kind { states = [] }
                }
                if states.isEmpty { break }
            }
            for state in states { leave(function.blocks[block], state, at: block) }
            // A loop leads back.
            if let first = waiting, first < index { index = first }
            waiting = nil
        }
    }

    /// The first in the order of the blocks that were arrived at since the last one was left.
    private var waiting: Int?

    /// Whether something may bring the duty about behind one of a block's calls.
    private func mayBeTriggered(behind call: Int, of block: Int) -> Bool {
        goesOn || triggers.last[block] > call || triggers.behind[block]
    }

    // MARK: From block to block

    private mutating func arrive(at block: Int, _ arriving: DutyState) {
        guard !duties.isOver(arriving.way), goesOn || triggers.ahead[block] || !arriving.way.pending.isEmpty else { return }
        var state = arriving
        state.keep { body.isLive($0, at: block) }
        let index = body.position[block]
        guard let number = states[block].firstIndex(where: { $0.way == state.way }) else {
            states[block].append(state)
            note(states[block].count - 1, index)
            return
        }
        guard states[block][number].formUnion(state), !work[index].contains(number) else { return }
        note(number, index)
    }

    private mutating func note(_ number: Int, _ index: Int) {
        work[index].append(number)
        waiting = min(waiting ?? index, index)
    }

    private mutating func leave(_ block: Block, _ state: DutyState, at number: Int) {
        switch block.terminator.kind {
        case .jump(let next): arrive(at: next, state)
        case .branch(let value, let then, let otherwise):
            var state = state
            noteQuestions(of: value, &state)
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
            if !isOwed(when: exit.known.range) { exit.way.pending.removeAll { !entered.contains($0) } }
            if let known = exits[number].firstIndex(where: { $0.way == exit.way }) {
                exits[number][known].known = exits[number][known].known.joined(exit.known)
            } else {
                exits[number].append(exit)
            }
        case .unreachable: return
        }
    }

    /// Whether what is to be done afterwards is still to be done by the caller: not where this function tells that it did nothing.
    private func isOwed(when range: PossibleResults.Range) -> Bool {
        guard let duty = duties.duty, duty.moment == .after, case .integer(let bits, isSigned: true) = function.returnType
        else { return true }
        return range.upper >= (duty.returnsCount && bits == 64 ? 1 : 0)
    }

    private mutating func leave(_ operand: Operand, _ cases: [SwitchCase], otherwise: Int, _ state: DutyState) {
        guard let variable = operand.place?.wholeVariable, !body.exposed[variable] else {
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

    /// A branch that asks a member of an object settles something by that.
    private mutating func noteQuestions(of value: Rvalue, _ state: inout DutyState) {
        guard duties.duty != nil else { return }
        for case .load(let place) in value.operands {
            for (member, effects) in Duties.asked where place.lastField == member {
                for effect in effects { perform(effect.deed, owner: nil, at: nil, &state) }
            }
        }
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
            return place.wholeVariable.flatMap { body.exposed[$0] ? nil : .compares($0, .notEqual, 0) }
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
            for question in duties.questionsOf[place] {
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
        guard let duty = duties.duty, duty.moment == .after, let excuse = duty.excuse, excuses.contains(excuse) else { return }
        state.way.pending = []
    }

    /// Notes what the way has found out, and what that makes of what has not been done before.
    mutating func learn(_ answer: Bool?, of question: Int, _ state: inout DutyState) {
        state.way.answers[question] = answer
        guard !state.way.pending.isEmpty, duties.duty?.moment == .before else { return }
        switch duties.holds(state.way.answers) {
        case .no: state.way.pending = []
        case .yes:
            outcome.breaches.formUnion(state.way.pending)
            state.way.pending = []
        case .perhaps, .presumed: return
        }
    }

    // MARK: Statements

    private mutating func run(_ statement: Statement, _ state: inout DutyState) {
        switch statement.kind {
        case .assign(let place, let value):
            if let variable = place.wholeVariable {
                set(variable, known(value, state), of: value, &state)
            } else if let member = place.lastField {
                store(value, to: member, &state)
                for (stored, effects) in Duties.stores where stored == member {
                    for effect in effects { perform(effect.deed, owner: nil, at: statement.span, &state) }
                }
            }
        case .declare(let variable): set(variable, .anything, &state)
        case .assembly(let writes, _): for variable in writes.compactMap(\.wholeVariable) { set(variable, .anything, &state) }
        case .call, .opaque, .evaluate: return
        }
    }

    mutating func set(_ variable: Int, _ value: DutyState.Known, of rvalue: Rvalue? = nil, _ state: inout DutyState) {
        guard !body.exposed[variable] else { return }
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
        guard duties.duty != nil else { return }
        let number = known(value, state).range.number
        if duties.followsRequests, member == FuseRequests.opcode {
            state.way.opcode = number
            state.way.hasFilled = true
        }
        if let place = duties.place(of: member) { answer(value, number, place, member, &state) }
        for (flag, mask, effects) in Duties.flags where flag == member {
            let set: Int64? = if case .binary(.or, _, let operand) = value { known(operand, state).range.number } else { number }
            if let set, set & mask != 0 { for effect in effects { perform(effect.deed, owner: nil, at: nil, &state) } }
        }
    }

    /// What a store to a place says of what is asked of it.
    private mutating func answer(_ value: Rvalue, _ number: Int64?, _ place: Int, _ member: FieldRef, _ state: inout DutyState) {
        state.forget(place: place)
        for question in duties.questionsOf[place] {
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
