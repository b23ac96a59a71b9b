import Findings
import Program

/// How much of one function is followed before the analysis gives up on it.
public struct FlowBounds: Sendable {
    /// Visits of blocks, over all states.
    public var visits = 16_000
    /// Visits after which states that hold the same are merged at once.
    public var patience = 2_500
    /// Different values.
    public var terms = 60_000
    /// States that may meet in one block before those that hold the same are merged.
    public var states = 20
    /// Ways out that callers tell apart.
    public var outcomes = 16

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

    var events: [FlowEvent] = []
    private var eventNumbers: [FlowEvent: Int] = [:]
    var violations: [ViolationKey: Violation] = [:]
    var exits: [Exit] = []
    /// Results that may tell of a failure.
    var fallible: [Term: Fallible] = [:]
    /// How the source names an unknown value.
    var spellings: [Term: String] = [:]
    /// Claims that callees left to this function, by the acquisition's event.
    var claims: [Int: Claim] = [:]
    var isDirty = false
    var changesLinks = false
    /// Something is called of which nothing is known.
    var callsUnknown = false
    /// What the function is entered with and has to give up, by the event that says so.
    var given: [HeldKey: Int] = [:]
    /// The release that an excess one, by its event, repeats.
    var excess: [Int: Int] = [:]
    /// Objects that some way out frees.
    var deadly: Set<Term> = []
    private(set) var isExhausted = false
    private(set) var isIncomplete = false

    private lazy var wording = BranchWording(function, layouts: context.layouts)
    private var pending: [[FlowState]]
    private var hasPending: [Bool]
    private var seen: [Int: Set<FlowState.Key>] = [:]
    /// What was held or gone before a loop began, by the loop's head.
    private var broughtIn: [Int: Set<Term>] = [:]
    private var heads: [Int: [Likeness: FlowState]] = [:]
    private(set) var visits = 0

    /// One way out.
    struct Exit {
        var state: FlowState
        var result: Term?
        var span: Span
    }

    /// What a result says when it tells of failure.
    struct Fallible {
        var failure: Range64
        /// The function called.
        var actor: String
        var event: Int
    }

    struct ViolationKey: Hashable {
        var kind: Violation.Kind
        var resource: Resource?
        var span: Span
        var object: String
    }

    init(_ function: Function, context: FlowContext, bounds: FlowBounds) {
        self.function = function
        self.context = context
        self.bounds = bounds
        terms = TermTable(context.layouts)
        graph = FlowGraph(function)
        pending = Array(repeating: [], count: function.blocks.count)
        hasPending = Array(repeating: false, count: graph.order.count)
    }

    // MARK: The work list

    func run() {
        guard !function.blocks.isEmpty else { return }
        var start = FlowState()
        for number in 0..<function.parameterCount {
            let type = function.variables[number].type
            start.store[terms.variable(number)] = terms.symbol(.parameter(number), context.layouts.range(ofType: type))
        }
        takeGiven(&start)
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

    /// Runs a block's statements; a call that can end in several ways goes on in as many states.
    private func walk(_ start: FlowState, _ block: Int) {
        let body = function.blocks[block]
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
            if goesOn { finish(body.terminator, block, state) }
        }
    }

    /// Runs a statement that is no call; false where the path ends.
    private func run(_ statement: Statement, site: Int32, _ state: inout FlowState) -> Bool {
        switch statement.kind {
        case .assign(let place, let value):
            guard let computed = evaluate(value, statement.span, &state) else { return false }
            if case .use(.load(let source)) = value {
                if let field = source.lastField, case .record(let name)? = context.layouts.type(of: field) { context.members.noteCopied(name) }
                if let last = source.projections.last, last == .dereference, let name = pointeeRecord(source) { context.members.noteCopied(name) }
                let parts = self.parts(of: source, statement.span, &state)
                guard assign(computed, to: place, statement.span, &state) else { return false }
                return parts.isEmpty || copy(parts, to: place, statement.span, &state)
            }
            return assign(computed, to: place, statement.span, &state)
        case .declare(let number):
            let cell = terms.variable(number)
            state.write(cell, terms.symbol(.forgotten(site: site, cell), context.layouts.range(ofType: function.variables[number].type)), terms)
        case .evaluate(let operand): return evaluate(operand, statement.span, &state) != nil
        case .assembly(let writes, let reads):
            for operand in reads {
                guard let value = evaluate(operand, statement.span, &state) else { return false }
                // Exchanging a pointer stores it: xchg(), cmpxchg().
                endClaims(value, &state)
            }
            for place in writes {
                if let field = place.lastField { context.members.noteTaken(field) }
                guard let cell = locate(place, statement.span, &state) else { return false }
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
        if case .symbol = terms[value], spellings[value] == nil, !isTemporary(place) { spellings[value] = function.describe(place) }
        // A difference that is put into an unsigned variable is not negative there.
        if case .variable(let number) = terms[cell], case .binary = terms[value], state.range(of: value, terms) == .all {
            _ = state.restrict(value, context.layouts.range(ofType: function.variables[number].type), terms)
        }
        storing(value, in: cell, &state)
        let record = recordName(of: place)
        if record != nil { terms.aggregates[cell] = record }
        state.write(cell, value, terms, record: record)
        if terms.isLink(cell) { changesLinks = true }
        return true
    }

    /// The struct that a place of the form `*p` is.
    private func pointeeRecord(_ place: Place) -> String? {
        guard case .variable(let number) = place.root, place.projections == [.dereference],
            case .record(let name)? = function.variables[number].type.pointee
        else { return nil }
        return name
    }

    /// The struct that a member is, nil where the place is none's or no struct.
    private func recordName(of place: Place) -> String? {
        guard let field = place.lastField, case .record(let name)? = context.layouts.type(of: field) else { return nil }
        return name
    }

    /// What is known of the parts of an aggregate, by the way to each.
    private func parts(of place: Place, _ span: Span, _ state: inout FlowState) -> [(steps: [CellStep], value: Term)] {
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

    private func copy(_ parts: [(steps: [CellStep], value: Term)], to place: Place, _ span: Span, _ state: inout FlowState) -> Bool {
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
        let range = terms.type(of: cell).map(context.layouts.range(ofType:)) ?? variableRange(cell)
        state.write(cell, terms.symbol(.forgotten(site: site, cell), range), terms)
    }

    private func variableRange(_ cell: Cell) -> Range64 {
        if case .variable(let number) = terms[cell] { return context.layouts.range(ofType: function.variables[number].type) }
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
                noteTaken(value)
            }
            exits.append(Exit(state: state, result: result, span: terminator.span))
        case .branch(let condition, let then, let otherwise):
            guard let value = evaluate(condition, terminator.span, &state) else { return }
            if let truth = state.truth(of: value, terms) {
                go(from: block, to: truth ? then : otherwise, state)
                return
            }
            for (isTrue, target) in [(true, then), (false, otherwise)] {
                var next = state
                guard next.assume(value, isTrue, terms) else { continue }
                learned(value, terminator.span, &next)
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
        } else if graph.isHead[target] {
            broughtIn[target, default: []].formUnion(state.gone.keys)
            broughtIn[target, default: []].formUnion(state.held.keys.map(\.object))
        }
        pending[target].append(state)
        hasPending[graph.position[target]] = true
    }

    // MARK: Where paths meet

    private func settle(_ arrived: [FlowState], at block: Int) -> [FlowState] {
        guard graph.predecessorCount[block] > 1 || graph.isHead[block] else { return arrived }
        let tidied = arrived.map { tidy($0, at: block) }
        if graph.isHead[block] { return tidied.compactMap { widen($0, at: block) } }
        var fresh: [FlowState] = []
        for state in tidied where seen[block, default: []].insert(state.key).inserted { fresh.append(state) }
        guard fresh.count > (isLate ? 2 : bounds.states) else { return fresh }
        // First those that later branches on variables cannot tell apart.
        let alike = merge(fresh, at: block) { Likeness(property: $0.property, controls: controls($0), results: results($0)) }
        guard alike.count > bounds.states * 2 || isLate else { return alike }
        return merge(alike, at: block) { Likeness(property: $0.property, controls: [:], results: results($0)) }
    }

    /// What states agree on that are merged.
    private struct Likeness: Hashable {
        let property: FlowState.Property
        let controls: [Cell: Bool]
        let results: [Sign]
    }

    /// What callers test a result for.
    private enum Sign { case zero, negative, positive, unknown }

    /// What the variables that the function returns stand at: failure and success are not merged.
    private func results(_ state: FlowState) -> [Sign] {
        returned.map { number in
            guard let value = state.store[terms.variable(number)] else { return .unknown }
            let range = state.range(of: value, terms)
            return range == .exactly(0) ? .zero : range.upper < 0 ? .negative : range.lower > 0 ? .positive : .unknown
        }
    }

    private lazy var returned: [Int] = Set(
        function.blocks.compactMap { block -> Int? in
            guard case .return_(.load(let place)?) = block.terminator.kind, place.projections.isEmpty, case .variable(let number) = place.root
            else { return nil }
            return number
        }
    ).sorted().prefix(3).map { $0 }

    private func merge(_ states: [FlowState], at block: Int, by likeness: (FlowState) -> Likeness) -> [FlowState] {
        var order: [Likeness] = []
        var merged: [Likeness: FlowState] = [:]
        for state in states {
            let key = likeness(state)
            if let other = merged[key] {
                merged[key] = join(other, state, at: block, widening: false)
            } else {
                order.append(key)
                merged[key] = state
            }
        }
        return order.compactMap { merged[$0] }
    }

    /// Which flags are set, of those that the path knows: variables and members that hold 0 or 1.
    private func controls(_ state: FlowState) -> [Cell: Bool] {
        var found: [(Cell, Bool)] = []
        for (cell, value) in state.store where isFlag(cell) {
            if let truth = state.truth(of: value, terms) { found.append((cell, truth)) }
        }
        return Dictionary(uniqueKeysWithValues: found.sorted { $0.0.number < $1.0.number }.prefix(8))
    }

    /// Whether a cell holds a flag: what is branched on twice.
    private func isFlag(_ cell: Cell) -> Bool {
        switch terms[cell] {
        case .variable(let number): function.variables[number].type == .bool && !function.variables[number].name.isEmpty
        case .step(_, .field(let field)): context.layouts.range(of: field) == .truth
        default: false
        }
    }

    /// The longer it takes, the sooner states are merged.
    private var isLate: Bool { visits > bounds.patience }

    /// At the head of a loop all states that hold the same are one; nil where the round brought nothing new.
    private func widen(_ state: FlowState, at block: Int) -> FlowState? {
        let property = Likeness(property: state.property, controls: isLate ? [:] : controls(state), results: results(state))
        guard let known = heads[block]?[property] else {
            heads[block, default: [:]][property] = state
            return state
        }
        var next = join(known, state, at: block, widening: true)
        if state.isDirty || known.isDirty {
            // What others may have changed is not what it was in the round before.
            next.epoch = Int32(block + 1)
            next.isDirty = false
        }
        if next.key == known.key { return nil }
        heads[block]![property] = next
        return next
    }

    private func join(_ a: FlowState, _ b: FlowState, at block: Int, widening: Bool) -> FlowState {
        var result = a
        func range(_ term: Term?, _ state: FlowState) -> Range64 { term.map { state.range(of: $0, terms) } ?? .all }
        result.ranges = a.ranges.filter { b.ranges[$0.key] == $0.value }
        for (term, first) in a.ranges {
            if let second = b.ranges[term], second != first {
                let limit = terms.defaultRange(term)
                let both = widening ? first.widened(by: second, within: limit) : first.hull(second)
                if both != limit { result.ranges[term] = both }
            }
        }
        result.aliases = a.aliases.filter { b.aliases[$0.key] == $0.value }
        for cell in Set(a.store.keys).union(b.store.keys) {
            let (first, second) = (a.store[cell], b.store[cell])
            if first == second { continue }
            let x = first ?? a.read(cell, terms)
            let y = second ?? b.read(cell, terms)
            if x == y {
                result.store[cell] = x
                continue
            }
            // Under which of its names a held object is released from here on cannot be told.
            loseName(x, of: a, &result)
            loseName(y, of: b, &result)
            let symbol = terms.symbol(.joined(block: Int32(block), cell), rangeOfType(cell))
            let (one, other) = (range(x, a), range(y, b))
            let both = (widening ? one.widened(by: other, within: terms.defaultRange(symbol)) : one.hull(other))
            result.ranges[symbol] = both == terms.defaultRange(symbol) ? nil : both
            result.store[cell] = symbol
            keepCommonParts(of: x, in: a, and: y, in: b, as: symbol, &result)
        }
        if a.links != b.links { result.relink(Int32(block << 12 | 4095), terms) }
        if a.epoch != b.epoch { result.epoch = Int32(block + 1) }
        result.isDirty = a.isDirty || b.isDirty
        result.lost = a.lost.union(b.lost)
        result.released = a.released.filter { b.released[$0.key] != nil }
        return result
    }

    /// What two objects have in common, the one that is either of them has too: `ia->io` of every round's `ia`.
    private func keepCommonParts(of x: Term, in a: FlowState, and y: Term, in b: FlowState, as symbol: Term, _ result: inout FlowState) {
        let (first, second) = (terms.object(x), terms.object(y))
        for (cell, value) in a.store {
            guard case .step(let outer, let step) = terms[cell], outer == first else { continue }
            if b.store[terms.step(second, step)] == value { result.store[terms.step(terms.object(symbol), step)] = value }
        }
    }

    private func loseName(_ value: Term, of state: FlowState, _ result: inout FlowState) {
        guard !state.held.isEmpty else { return }
        let object = terms.container(of: value)
        for (key, holding) in state.held where key.resource.isHandedOn && holding.count > 0 && (key.object == value || key.object == object) {
            takeUp(holding)
            result.held[key] = nil
            result.lost.insert(object)
        }
    }

    private func rangeOfType(_ cell: Cell) -> Range64 {
        terms.type(of: cell).map(context.layouts.range(ofType:)) ?? variableRange(cell)
    }

    /// Drops what no longer matters: variables that are not read again, and knowledge of values that nothing leads to.
    private func tidy(_ state: FlowState, at block: Int) -> FlowState {
        var state = state
        let live = graph.live[block]
        var alive: Set<Term> = []
        var open: [(cell: Cell, value: Term)] = []
        for key in state.held.keys { alive.formUnion(terms.leaves(of: key.object)) }
        for (cell, value) in state.store {
            if let number = terms.variableNumber(of: cell), !live.contains(number) {
                state.store[cell] = nil
            } else if terms.leaves(of: cell).isEmpty {
                alive.formUnion(terms.leaves(of: value))
            } else {
                open.append((cell, value))
            }
        }
        // Memory that can be named only by way of what is alive.
        var grows = true
        while grows, !open.isEmpty {
            grows = false
            open.removeAll { entry in
                guard terms.leaves(of: entry.cell).allSatisfy(alive.contains) else { return false }
                alive.formUnion(terms.leaves(of: entry.value))
                grows = true
                return true
            }
        }
        for (cell, _) in open { dropCell(cell, &state) }
        if let failure = state.failure { alive.formUnion(terms.leaves(of: failure.result)) }
        func isAlive(_ term: Term) -> Bool { terms.leaves(of: term).allSatisfy(alive.contains) }
        for term in state.ranges.keys where !isAlive(term) { state.ranges[term] = nil }
        for term in state.aliases.keys where !isAlive(term) { state.aliases[term] = nil }
        for term in state.lost where !isAlive(term) { state.lost.remove(term) }
        // An object of which only this record is left cannot be touched again.
        for object in state.gone.keys where !isReachable(object, state) { state.gone[object] = nil }
        return state
    }

    private func isReachable(_ object: Term, _ state: FlowState) -> Bool {
        let leaves = terms.leaves(of: object)
        if leaves.isEmpty { return true }
        return state.store.contains { entry in leaves.contains { terms.leaves(of: entry.value).contains($0) } }
    }

    // MARK: Rounds of loops

    /// Values made in a round of a loop get another name when the next begins.
    private func makeStale(_ state: inout FlowState, loop: Set<Int>) {
        var mentioned: Set<Term> = []
        for (cell, value) in state.store {
            mentioned.formUnion(terms.leaves(of: value))
            mentioned.formUnion(terms.leaves(of: cell))
        }
        for key in state.held.keys { mentioned.formUnion(terms.leaves(of: key.object)) }
        for object in state.gone.keys { mentioned.formUnion(terms.leaves(of: object)) }
        for term in state.ranges.keys { mentioned.formUnion(terms.leaves(of: term)) }
        if let failure = state.failure { mentioned.formUnion(terms.leaves(of: failure.result)) }
        var renaming: [Term: Term] = [:]
        for leaf in mentioned {
            guard case .symbol(let symbol) = terms[leaf], let block = symbol.block, loop.contains(block) else { continue }
            let stale = terms.symbol(.stale(leaf), terms.defaultRange(leaf))
            renaming[leaf] = stale
            if spellings[stale] == nil { spellings[stale] = spellings[leaf] }
        }
        guard !renaming.isEmpty else { return }
        forgetNames(renaming, &state)
        var renamer = Renamer(terms: terms, renaming: renaming)
        // The memory of an earlier round's object is of interest only while the object is held.
        for cell in state.store.keys where renamer.rename(cell) != cell {
            if let base = terms.base(of: cell), state.held.keys.contains(where: { $0.object == base }) { continue }
            dropCell(cell, &state)
        }
        let renamed = Set(renaming.values)
        func isOld(_ term: Term) -> Bool { terms.leaves(of: term).contains(where: renamed.contains) }
        state.ranges = rebuilt(state.ranges.filter { !isOld($0.key) }) { renamer.rename($0) }
        state.gone = rebuilt(state.gone) { renamer.rename($0) }
        state.aliases = state.aliases.filter { renamer.rename($0.key) == $0.key && renamer.rename($0.value) == $0.value }
        state.lost = state.lost.filter { renamer.rename($0) == $0 }
        var held: [HeldKey: Holding] = [:]
        for (key, holding) in state.held {
            let object = renamer.rename(key.object)
            // Shares of objects that were found on the way are not told apart in the next round.
            if object != key.object, !holding.isFresh, holding.count > 0, key.resource.family == .reference {
                takeUp(holding)
                continue
            }
            // What was given up in an earlier round was nothing of the caller's that could be named.
            if holding.count > 0 || object == key.object { held[HeldKey(resource: key.resource, object: object)] = holding }
        }
        state.held = .init(uniqueKeysWithValues: held.map { ($0.key, $0.value) })
        var released: [HeldKey: Int] = [:]
        for (key, event) in state.released where renamer.rename(key.object) == key.object { released[key] = event }
        state.released = .init(uniqueKeysWithValues: released.map { ($0.key, $0.value) })
        var store: [Cell: Term] = [:]
        for (cell, value) in state.store {
            store[renamer.rename(cell)] = renamer.rename(value)
        }
        state.store = .init(uniqueKeysWithValues: store.map { ($0.key, $0.value) })
        if let failure = state.failure { state.failure = Failure(result: renamer.rename(failure.result), event: failure.event) }
    }

    /// What went by a name in the round before the last goes by it no longer.
    private func forgetNames(_ names: [Term: Term], _ state: inout FlowState) {
        for (leaf, name) in names {
            state.gone[name] = nil
            guard state.held.keys.contains(where: { $0.object == name }), state.held.keys.contains(where: { $0.object == leaf }) else { continue }
            for (key, holding) in state.held where key.object == name {
                takeUp(holding)
                state.held[key] = nil
            }
            state.lost.insert(name)
        }
    }

    /// A loop that gives up one object after another, each found by way of the one before: they are not told apart.
    private func forgetRound(_ state: inout FlowState, loop head: Int) {
        for (key, holding) in state.held where holding.count < 0 && !broughtIn[head, default: []].contains(key.object) {
            if isFound(key.object) { state.held[key] = nil }
        }
        // One share a round, of objects found on the way: they are not counted.
        for (key, holding) in state.held where holding.count > 0 && !holding.isFresh && key.resource.family == .reference {
            guard isFound(terms.container(of: key.object)), !broughtIn[head, default: []].contains(key.object) else { continue }
            takeUp(holding)
            state.held[key] = nil
        }
        for object in state.gone.keys where isFound(object) && !broughtIn[head, default: []].contains(object) { state.gone[object] = nil }
        state.failure = nil
    }

    private func isFound(_ term: Term) -> Bool {
        if case .symbol(.parameter) = terms[term] { return false }
        return true
    }

    private func rebuilt<Value>(_ map: TreeDictionaryOf<Value>, _ rename: (Term) -> Term) -> TreeDictionaryOf<Value> {
        var result: TreeDictionaryOf<Value> = [:]
        for (term, value) in map { result[rename(term)] = value }
        return result
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
