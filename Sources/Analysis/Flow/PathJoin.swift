import HashTreeCollections
import Program

/// Where paths meet: which states stay apart, and what is known of those that become one.
extension FunctionFlow {
    func settle(_ arrived: [FlowState], at block: Int) -> [FlowState] {
        guard graph.predecessorCount[block] > 1 || graph.isHead[block] else { return arrived }
        let tidied = arrived.map { tidy($0, at: block) }
        if graph.isHead[block] { return tidied.compactMap { widen($0, at: block) } }
        var fresh: [FlowState] = []
        for state in tidied where seen[block, default: []].insert(state.key).inserted { fresh.append(state) }
        guard fresh.count > (isLate ? 2 : bounds.states) else { return fresh }
        // First those that later branches on variables cannot tell apart.
        let alike = merge(fresh, at: block) { Likeness(property: $0.property, controls: controls($0), results: results($0) + answers($0)) }
        guard alike.count > bounds.states * 2 || isLate else { return alike }
        return merge(alike, at: block) { Likeness(property: isLate ? $0.holdings : $0.property, controls: decisions($0), results: results($0)) }
    }

    /// What states agree on that are merged.
    struct Likeness: Hashable {
        let property: FlowState.Property
        let controls: [Cell: Bool]
        let results: [Range64.Sign]
        var chosen: [Term] = []
    }

    /// Choices between what callers can name that are kept apart in a loop.
    private static let choiceLimit = 6

    /// What the pointers that were chosen before a loop are, as far as callers can name it.
    private func chosen(_ state: FlowState, at head: Int) -> [Term] {
        guard !isLate, let variables = graph.chosen[head], !variables.isEmpty, (heads[head]?.count ?? 0) < Self.choiceLimit else { return [] }
        return variables.compactMap { state.store[terms.variable($0)] }.filter { terms.leaves(of: $0).isEmpty }
    }

    /// What the variables that the function returns stand at: failure and success are not merged.
    func results(_ state: FlowState) -> [Range64.Sign] {
        returned.map { number in
            state.store[terms.variable(number)].map { state.range(of: $0, terms).sign } ?? .mixed
        }
    }

    /// What the numbers stand at that branches ask about.
    private func answers(_ state: FlowState) -> [Range64.Sign] {
        graph.asked.prefix(8).map { number in state.store[terms.variable(number)].map { state.range(of: $0, terms).sign } ?? .mixed }
    }

    func merge(_ states: [FlowState], at block: Int, by likeness: (FlowState) -> Likeness) -> [FlowState] {
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
    func controls(_ state: FlowState) -> [Cell: Bool] {
        var found: [(Cell, Bool)] = []
        for (cell, value) in state.store where isFlag(cell) {
            if let truth = state.truth(of: value, terms) { found.append((cell, truth)) }
        }
        return Dictionary(uniqueKeysWithValues: found.sorted { $0.0.number < $1.0.number }.prefix(8))
    }

    /// Local flags that are kept apart to the last.
    private static let decisionLimit = 1

    /// What the function has decided for itself: `int unlock = 0; if (...) unlock = 1;`.
    private func decisions(_ state: FlowState) -> [Cell: Bool] {
        var found: [Cell: Bool] = [:]
        for number in graph.decisions.prefix(Self.decisionLimit) {
            let cell = terms.variable(number)
            if let truth = state.store[cell].flatMap({ state.truth(of: $0, terms) }) { found[cell] = truth }
        }
        return found
    }

    /// Whether a cell holds a flag: what is branched on twice.
    func isFlag(_ cell: Cell) -> Bool {
        switch terms[cell] {
        case .variable(let number): function.variables[number].type == .bool && !function.variables[number].name.isEmpty || graph.flags.contains(number)
        case .step(_, .field(let field)): terms.layouts.range(of: field) == .truth
        default: false
        }
    }

    /// The longer it takes, the sooner states are merged.
    var isLate: Bool { visits > bounds.patience }

    /// At the head of a loop all states that hold the same are one; nil where the round brought nothing new.
    func widen(_ state: FlowState, at block: Int) -> FlowState? {
        let property = Likeness(property: isLate ? state.holdings : state.property, controls: isLate ? decisions(state) : controls(state), results: results(state),
            chosen: chosen(state, at: block))
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

    func join(_ a: FlowState, _ b: FlowState, at block: Int, widening: Bool) -> FlowState {
        var result = a
        result.way = ways.merge(a.way, b.way)
        func range(_ term: Term?, _ state: FlowState) -> Range64 { term.map { state.range(of: $0, terms) } ?? .all }
        for (term, first) in a.ranges {
            let second = b.ranges[term]
            if second == first { continue }
            let limit = terms.defaultRange(term)
            let both = second.map { widening ? first.widened(by: $0, within: limit) : first.hull($0) }
            result.ranges[term] = both == limit ? nil : both
        }
        result.lost = a.lost.union(b.lost)
        result.aliases = a.aliases.filter { b.aliases[$0.key] == $0.value }
        var differing = a.store.compactMap { cell, value in b.store[cell] == value ? nil : cell }
        for (cell, _) in b.store where a.store[cell] == nil { differing.append(cell) }
        for cell in differing {
            let (first, second) = (a.store[cell], b.store[cell])
            let x = first ?? a.read(cell, terms)
            let y = second ?? b.read(cell, terms)
            if x == y {
                result.store[cell] = x
                continue
            }
            // Under which of its names a held object is released from here on cannot be told.
            loseName(x, of: a, &result)
            loseName(y, of: b, &result)
            if terms.variableNumber(of: cell) == nil {
                // It was stored on one of the paths: memory has it.
                for value in [first, second].compactMap({ $0 }) where terms.isPointer(value) {
                    lose(terms.container(of: value), &result)
                }
            }
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
        result.isWarned = a.isWarned && b.isWarned
        result.roundsOf = a.roundsOf.union(b.roundsOf)
        result.skippedLoops = a.skippedLoops.intersection(b.skippedLoops)
        if a.gone != b.gone { result.gone = a.gone.filter { b.gone[$0.key] == $0.value } }
        if a.failure != b.failure { result.failure = nil } else if b.failure?.isAnswered == true { result.failure?.isAnswered = true }
        result.unlinked = a.unlinked.union(b.unlinked)
        result.orphans = a.orphans.filter { b.orphans[$0.key] != nil }
        result.followed = a.followed & b.followed
        result.passedOver.merge(b.passedOver) { first, _ in first }
        result.released = a.released.filter { b.released[$0.key] != nil }
        return result
    }

    /// What two objects have in common, the one that is either of them has too: `ia->io` of every round's `ia`.
    func keepCommonParts(of x: Term, in a: FlowState, and y: Term, in b: FlowState, as symbol: Term, _ result: inout FlowState) {
        let (first, second) = (terms.object(x), terms.object(y))
        for (cell, value) in a.store {
            guard case .step(let outer, let step) = terms[cell], outer == first else { continue }
            if b.store[terms.step(second, step)] == value { result.store[terms.step(terms.object(symbol), step)] = value }
        }
    }

    func loseName(_ value: Term, of state: FlowState, _ result: inout FlowState) {
        guard !state.held.isEmpty else { return }
        let object = terms.container(of: value)
        for (key, holding) in state.held where key.resource.isHandedOn && holding.count > 0 && (key.object == value || key.object == object) {
            takeUp(holding)
            result.held[key] = nil
            result.lost.insert(object)
        }
    }

    func rangeOfType(_ cell: Cell) -> Range64 {
        terms.type(of: cell).map(terms.layouts.range(ofType:)) ?? variableRange(cell)
    }

    /// Drops what no longer matters: variables that are not read again, and knowledge of values that nothing leads to.
    func tidy(_ state: FlowState, at block: Int) -> FlowState {
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

    func isReachable(_ object: Term, _ state: FlowState) -> Bool {
        let leaves = terms.leaves(of: object)
        if leaves.isEmpty { return true }
        return state.store.contains { entry in leaves.contains { terms.leaves(of: entry.value).contains($0) } }
    }
}
