import Findings
import Program

/// How much of one function is followed before the analysis gives up on it.
public struct FlowBounds: Sendable {
    /// Visits of blocks, over all states.
    public var visits = 16_000
    /// Visits after which states that hold the same are merged at once.
    public var patience = 1_200
    /// Different values.
    public var terms = 60_000
    /// States that may meet in one block before those that hold the same are merged.
    public var states = 20
    /// Ways out that callers tell apart.
    public var outcomes = 16
    /// How often functions that lead back to each other are followed.
    public var rounds = 3

    public init() {}
}

/// Follows one function's paths, forward, merging those that agree on what is held.
///
/// Property simulation (Das, Lerner and Seigle, "ESP", PLDI 2002): states that differ in what is held, gone or failed
/// are kept apart, others become one where too many meet; what they knew differently is then unknown.
final class FunctionFlow {
    let function: Function
    let terms: TermTable
    let graph: FlowGraph
    let context: FlowContext
    let bounds: FlowBounds
    let summaries: KnownSummaries
    let restriction: RestrictedEntry?
    var notes: FlowNotes

    var events: [FlowEvent] = []
    private var eventNumbers: [FlowEvent: Int] = [:]
    var violations: [ViolationKey: Violation] = [:]
    /// The callees' claims that findings rest on.
    var reliances: [ViolationKey: [Claim]] = [:]
    var exits: [Exit] = []
    /// The parameters, as bits, that go where somebody may release them.
    var taken: UInt64 = 0
    /// Calls whose results are compared with one error number, by the event that they may fail.
    var expected: Set<Int> = []
    /// Results that may tell of a failure.
    var fallible: [Term: Fallible] = [:]
    /// The object one of whose bits was changed and looked at, by what the call returned.
    var bitTests: [Term: Term] = [:]
    /// How the source names an unknown value.
    var spellings: [Term: String] = [:]
    /// Claims that callees left to this function, by the acquisition's event.
    var claims: [Int: [Claim]] = [:]
    /// Where the function may sleep, for its callers.
    var sleeps: [SleepPoint] = []
    var isDirty = false
    var changesLinks = false
    /// Something is called of which nothing is known.
    var callsUnknown = false
    /// What the function forgets on some of its ways out.
    var reported: Set<HeldKey> = []
    /// What the function is entered with and has to give up, by the event that says so.
    var given: [HeldKey: Int] = [:]
    /// The release that an excess one, by its event, repeats.
    var excess: [Int: Int] = [:]
    /// The blocks of loops in which something is given up, by the event that took it.
    var endedInLoops: [Int: Set<Int>] = [:]
    /// Locks that are given up somewhere, as far as a loop can give up what another has taken.
    var unlocked: Set<Unlock> = []
    /// What the function has allocated, and what that is.
    var allocated: [Term: AllocatedType] = [:]
    /// Objects that some way out frees.
    var deadly: Set<Term> = []
    /// Blocks that some path has reached.
    private(set) lazy var visited = Array(repeating: false, count: function.blocks.count)
    private(set) var isExhausted = false
    private(set) var isIncomplete = false

    /// How the states came to where they are.
    var ways = Ways()
    /// On which ways each finding was made.
    var evidence: [ViolationKey: Evidence] = [:]

    private lazy var wording = BranchWording(function, layouts: terms.layouts)
    var pending: [[FlowState]]
    private var hasPending: [Bool]
    var seen: [Int: Set<FlowState.Key>] = [:]
    /// What was held or gone before a loop began, by the loop's head.
    var broughtIn: [Int: Set<Term>] = [:]
    var heads: [Int: [Likeness: FlowState]] = [:]
    /// Where the statements of loops stand, by the loop's head, as far as somebody has asked.
    var loopSpans: [Int: Set<Span>] = [:]
    private(set) var visits = 0
    /// Rounds of loops whose reads of memory have names of their own.
    private var rounds: Int32 = 0

    /// The variables that the function returns.
    lazy var returned: [Int] = Set(
        function.blocks.compactMap { block -> Int? in
            guard case .return_(.load(let place)?) = block.terminator.kind, place.projections.isEmpty, case .variable(let number) = place.root
            else { return nil }
            return number
        }
    ).sorted().prefix(3).map { $0 }

    /// Where warnings keep whether they are given.
    private(set) lazy var warned = Self.warned(in: function)

    /// The variables that the function reads anywhere.
    private(set) lazy var reading: Set<Int> = {
        var found: Set<Int> = []
        let access = VariableAccess(reads: { found.insert($0) }, overwrites: { _ in })
        for block in function.blocks {
            block.statements.forEach { access.visit($0) }
            access.visit(block.terminator)
        }
        return found
    }()

    /// - Parameter entry: how the function is called, where that forbids it something.
    /// - Parameter summaries: of what it calls.
    /// - Parameter graph: the function's, where it is known already.
    init(
        _ function: Function, context: FlowContext, bounds: FlowBounds, summaries: KnownSummaries, entry: RestrictedEntry? = nil,
        graph: FlowGraph? = nil
    ) {
        self.function = function
        self.summaries = summaries
        notes = FlowNotes(context.program)
        restriction = entry
        self.context = context
        self.bounds = bounds
        terms = TermTable(context.layouts(in: function))
        self.graph = graph ?? FlowGraph(function)
        pending = Array(repeating: [], count: function.blocks.count)
        hasPending = Array(repeating: false, count: self.graph.order.count)
    }

    func summary(of ref: FunctionRef) -> Summary? { summaries[ref]?.summary }

    // MARK: The work list

    func run() {
        guard !function.blocks.isEmpty else { return }
        guard let start = entry() else { return }
        pending[0] = [start]
        hasPending[graph.position[0]] = true
        while let index = hasPending.firstIndex(of: true) {
            hasPending[index] = false
            let block = graph.order[index]
            let arrived = pending[block]
            pending[block] = []
            for state in settle(arrived, at: block) {
                visits += 1
                if visits > bounds.visits || terms.nodes.count > bounds.terms {
                    isExhausted = true
                    return
                }
                walk(state, block)
            }
        }
    }

    /// What is known where the function is entered; nil where it never is in the way that is asked about.
    func entry() -> FlowState? {
        var start = FlowState()
        for number in 0..<function.parameterCount {
            let type = function.variables[number].type
            start.store[terms.variable(number)] = terms.symbol(.parameter(number), terms.layouts.range(ofType: type))
        }
        takeGiven(&start)
        if let restriction, !enter(restriction, &start) { return nil }
        return start
    }

    /// Runs a block's statements; a call that can end in several ways goes on in as many states.
    func walk(_ start: FlowState, _ block: Int) {
        visited[block] = true
        let body = function.blocks[block]
        var start = start
        start.way = ways.step(to: block, from: start.way)
        var work: [(state: FlowState, next: Int)] = [(start, 0)]
        while var (state, next) = work.popLast() {
            var goesOn = true
            while next < body.statements.count, goesOn {
                let statement = body.statements[next]
                let site = Int32(block << 12 | min(next, 4095))
                next += 1
                switch statement.kind {
                case .call(let call):
                    var results = perform(call, site: site, span: statement.span, state)
                    goesOn = !results.isEmpty
                    if let last = results.popLast() { state = last }
                    for other in results { work.append((other, next)) }
                default: goesOn = run(statement, site: site, &state)
                }
            }
            if goesOn {
                if graph.isInLoop[block] { noteEnded(since: start, state, block) }
                finish(body.terminator, block, state)
            }
        }
    }

    /// Notes what a block in a loop gives up.
    private func noteEnded(since start: FlowState, _ state: FlowState, _ block: Int) {
        for (key, holding) in start.held where holding.count > 0 && (state.held[key]?.count ?? 0) < holding.count {
            endedInLoops[holding.event, default: []].insert(block)
        }
    }

    /// Runs a statement that is no call; false where the path ends.
    private func run(_ statement: Statement, site: Int32, _ state: inout FlowState) -> Bool {
        switch statement.kind {
        case .assign(let place, let value):
            guard let computed = evaluate(value, statement.span, &state) else { return false }
            if case .use(.load(let source)) = value {
                noteStored(as: source, in: place)
                if !source.projections.isEmpty, let name = recordName(of: source) { notes.members.noteCopied(name) }
                let parts = self.parts(of: source, statement.span, &state)
                guard assign(computed, to: place, statement.span, &state) else { return false }
                return parts.isEmpty || copy(parts, to: place, statement.span, &state)
            }
            return assign(computed, to: place, statement.span, &state)
        case .declare(let number):
            let cell = terms.variable(number)
            state.write(cell, terms.symbol(.forgotten(site: site, cell), terms.layouts.range(ofType: function.variables[number].type)), terms)
        case .evaluate(let operand):
            guard let value = evaluate(operand, statement.span, &state) else { return false }
            return !isAsserted(statement.span) || state.assume(value, true, terms)
        case .assembly(let writes, let reads):
            for operand in reads {
                guard let value = evaluate(operand, statement.span, &state) else { return false }
                // Exchanging a pointer stores it: xchg(), cmpxchg().
                endClaims(value, &state)
            }
            for place in writes {
                if let field = place.lastField { notes.members.noteTaken(field) }
                guard let cell = locate(place, statement.span, &state) else { return false }
                // What is written may be read first: "+r".
                let old = state.read(cell, terms)
                if terms.isPointer(old) || !state.held.isEmpty { endClaims(old, isTaken: terms.isPointer(old), &state) }
                forget(cell, site: site, &state)
            }
        case .opaque:
            isIncomplete = true
            return false
        case .call: break
        }
        return true
    }

    func assign(_ value: Term, to place: Place, _ span: Span, _ state: inout FlowState) -> Bool {
        guard let cell = locate(place, span, &state) else { return false }
        if state.failure != nil, case .variable(let number) = terms[cell], returned.contains(number) { state.failure?.isAnswered = true }
        if case .symbol(let symbol) = terms[value], !symbol.isParameter, spellings[value] == nil, !isTemporary(place) { spellings[value] = function.describe(place) }
        // A difference that is put into an unsigned variable is not negative there.
        if case .variable(let number) = terms[cell], case .binary = terms[value], state.range(of: value, terms) == .all {
            _ = state.restrict(value, terms.layouts.range(ofType: function.variables[number].type), terms)
        }
        if !allocated.isEmpty { noteMade(value, in: place, state) }
        storing(value, in: cell, &state)
        let record = recordName(of: place)
        if record != nil { terms.aggregates[cell] = record }
        state.write(cell, value, terms, record: record)
        if terms.isLink(cell) { changesLinks = true }
        return true
    }

    /// The struct that a place holds; nil where it holds none.
    private func recordName(of place: Place) -> String? {
        if case .record(let name)? = terms.layouts.type(of: place, in: function) { name } else { nil }
    }

    /// Whether a place holds a whole struct.
    func isRecord(_ place: Place) -> Bool {
        if case .record = terms.layouts.type(of: place, in: function) { true } else { false }
    }

    /// What is known of the members of a struct.
    func parts(of place: Place, _ span: Span, _ state: inout FlowState) -> [(steps: [CellStep], value: Term)] {
        guard let source = locate(place, span, &state), terms.hasParts[Int(source.number)] else { return [] }
        return state.store.compactMap { cell, value in
            var steps: [CellStep] = []
            var outer = cell
            while outer != source {
                guard case .step(let next, let step) = terms[outer] else { return nil }
                steps.append(step)
                outer = next
            }
            return steps.isEmpty ? nil : (steps.reversed(), value)
        }
    }

    /// Puts into a struct's members what is known of another's.
    func copy(_ parts: [(steps: [CellStep], value: Term)], to place: Place, _ span: Span, _ state: inout FlowState) -> Bool {
        guard let target = locate(place, span, &state) else { return false }
        for (steps, value) in parts {
            let cell = steps.reduce(target) { terms.step($0, $1) }
            if terms.isElement(target) { endClaims(value, &state) }
            state.write(cell, value, terms)
        }
        return true
    }

    private func isTemporary(_ place: Place) -> Bool {
        guard case .variable(let number) = place.root else { return false }
        return function.variables[number].name.isEmpty || function.variables[number].name.hasPrefix("_")
    }

    /// Puts an unknown value into a cell.
    func forget(_ cell: Cell, site: Int32, _ state: inout FlowState) {
        let range = terms.type(of: cell).map(terms.layouts.range(ofType:)) ?? variableRange(cell)
        state.write(cell, terms.symbol(.forgotten(site: site, cell), range), terms)
    }

    func variableRange(_ cell: Cell) -> Range64 {
        if case .variable(let number) = terms[cell] { return terms.layouts.range(ofType: function.variables[number].type) }
        return .all
    }

    // MARK: Branches

    private func finish(_ terminator: Terminator, _ block: Int, _ start: FlowState) {
        var state = start
        switch terminator.kind {
        case .unreachable: return
        case .jump(let target): go(from: block, to: target, state)
        case .return_(let operand):
            var result: Term?
            if let operand {
                guard let value = evaluate(operand, terminator.span, &state) else { return }
                result = value
                noteReturned(value, state)
            }
            let isVariable = if case .load? = operand { true } else { false }
            var parts: [(steps: [CellStep], value: Term)] = []
            if case .load(let place)? = operand, isRecord(place) { parts = self.parts(of: place, terminator.span, &state) }
            exits.append(Exit(state: state, result: result, span: terminator.span, isVariable: isVariable, parts: parts))
        case .branch(let condition, let then, let otherwise):
            guard let value = evaluate(condition, terminator.span, &state) else { return }
            if let truth = state.truth(of: value, terms) {
                // Where the call itself told its results apart, it is here that the source asks which one it was.
                var isNews = false
                for operand in wording.tested(condition) where !fallible.isEmpty {
                    guard let tested = evaluate(operand, terminator.span, &state) else { return }
                    isNews = learned(tested, &state) || isNews
                }
                if isNews {
                    state.note(event(.branch, wording.text(condition, isTrue: truth), terminator.span))
                }
                noteWarning(at: terminator.span, &state)
                go(from: block, to: truth ? then : otherwise, state)
                return
            }
            for (isTrue, target) in [(true, then), (false, otherwise)] {
                var next = state
                guard next.assume(value, isTrue, terms) else { continue }
                noteWarning(at: terminator.span, &next)
                learned(value, &next, since: state)
                if !next.held.isEmpty || !next.gone.isEmpty {
                    next.note(event(.branch, wording.text(condition, isTrue: isTrue), terminator.span))
                }
                go(from: block, to: target, next)
            }
        case .switch_(let operand, let cases, let default_):
            guard let value = evaluate(operand, terminator.span, &state) else { return }
            var rest: FlowState? = state
            for choice in cases {
                var next = state
                if next.restrict(value, Range64(lower: choice.first, upper: choice.last), terms) { go(from: block, to: choice.target, next) }
                guard choice.first == choice.last, var left = rest else { continue }
                let isOther = left.compute(.notEqual, value, terms.integer(choice.first), terms)
                rest = left.assume(isOther, true, terms) ? left : nil
            }
            if let rest { go(from: block, to: default_, rest) }
        }
    }

    private func go(from block: Int, to target: Int, _ state: FlowState) {
        var state = state
        if graph.leadsBack(from: block, to: target) {
            makeStale(&state, loop: graph.loops[target] ?? [])
            state.links = Int32(target << 12 | 4095)
            forgetRound(&state, loop: target)
            state.roundsOf.insert(target)
        } else if graph.isHead[target] {
            broughtIn[target, default: []].formUnion(state.gone.keys)
            broughtIn[target, default: []].formUnion(state.held.keys.map(\.object))
        }
        if let loop = graph.loops[block], !loop.contains(target), !state.roundsOf.contains(block) { state.skippedLoops.insert(block) }
        pending[target].append(state)
        hasPending[graph.position[target]] = true
    }

    /// The states that have come to a block and are to go on by themselves.
    func arrivals(at block: Int, from previous: Int) -> [FlowState] {
        guard graph.predecessorCount[block] > 1 || graph.isHead[block] else { return pending[block] }
        return pending[block].map { state in
            var state = tidy(state, at: block)
            guard graph.leadsBack(from: previous, to: block) else { return state }
            loseCounts(&state, at: block)
            if state.isDirty {
                // What others may have changed is not what it was in the round before.
                rounds += 1
                state.epoch = Int32(function.blocks.count) + rounds
                state.isDirty = false
            }
            return state
        }
    }

    /// Forgets the states that have come to the blocks after one.
    func dropArrivals(after block: Int) {
        for next in function.blocks[block].terminator.successors { pending[next] = [] }
    }

    // MARK: Events

    func event(
        _ kind: FlowEvent.Kind, _ message: String, _ span: Span, actor: String = "", object: String = "", inner: [FlowEvent] = []
    ) -> Int {
        let event = FlowEvent(kind: kind, message: message, span: span, function: function, actor: actor, object: object, inner: inner)
        if let known = eventNumbers[event] { return known }
        eventNumbers[event] = events.count
        events.append(event)
        return events.count - 1
    }
}

extension Symbol {
    var isParameter: Bool { if case .parameter = self { true } else { false } }

    /// The statement that made it.
    var site: Int32? {
        switch self {
        case .result(let site), .forgotten(let site, _), .callee(let site, _), .outcome(let site, _), .link(let site, _): site
        case .parameter, .joined, .stale, .deep: nil
        }
    }

    /// The block that it was made in or at.
    var block: Int? {
        if case .joined(let block, _) = self { return Int(block) }
        return site.map { Int($0 >> 12) }
    }
}
