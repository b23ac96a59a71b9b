import HashTreeCollections
import Program

/// What a loop's next round knows of the one before.
extension FunctionFlow {
    /// Values made in a round of a loop get another name when the next begins.
    func makeStale(_ state: inout FlowState, loop: Set<Int>) {
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
    func forgetNames(_ names: [Term: Term], _ state: inout FlowState) {
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
    func forgetRound(_ state: inout FlowState, loop head: Int) {
        for (key, holding) in state.held where holding.count < 0 && !broughtIn[head, default: []].contains(key.object) {
            // What is not found by way of anything that the loop has seen is the same in each round.
            if key.resource.family == .lock, case .address = terms[key.object], terms.leaves(of: key.object).isEmpty, !terms.isByElement(key.object) { continue }
            if isFound(key.object) { state.held[key] = nil }
        }
        // A lock of one element, or entry of a list, after another: which one it is that is held is not told apart.
        for (key, holding) in state.held where key.resource.family == .lock && holding.count > 0 && !broughtIn[head, default: []].contains(key.object) {
            let any = terms.anyEntry(terms.anyElement(key.object))
            guard any != key.object else { continue }
            state.held[key] = nil
            state.held[HeldKey(resource: key.resource, object: any)] = holding
        }
        // One share a round, of objects found on the way: they are not counted.
        for (key, holding) in state.held where holding.count > 0 && !holding.isFresh {
            guard key.resource.family == .reference || key.resource.family == .state && key.resource.isHandedOn else { continue }
            guard isFound(terms.container(of: key.object)), !broughtIn[head, default: []].contains(key.object) else { continue }
            takeUp(holding)
            state.held[key] = nil
        }
        for object in state.gone.keys where isFound(object) && !broughtIn[head, default: []].contains(object) { state.gone[object] = nil }
        // A loop that gives up what it does not take again has another round only where it has not: that there is one is for whoever
        // wrote it to know.
        if !state.released.isEmpty {
            let inside = spans(ofLoop: head)
            for (key, event) in state.released where inside.contains(events[event].span) { state.released[key] = nil }
        }
        state.failure = nil
    }

    private func spans(ofLoop head: Int) -> Set<Span> {
        if let known = loopSpans[head] { return known }
        let spans = (graph.loops[head] ?? []).reduce(into: Set<Span>()) { $0.formUnion(function.blocks[$1].statements.map(\.span)) }
        loopSpans[head] = spans
        return spans
    }

    /// A loop that counts to a constant is left after more rounds than are followed one by one: which round it is is
    /// forgotten where its end is further away.
    func loseCounts(_ state: inout FlowState, at head: Int) {
        for (variable, bound) in graph.counters[head] ?? [] {
            let cell = terms.variable(variable)
            guard let value = state.store[cell], case .integer(let count) = terms[value], bound.subtractingReportingOverflow(count).partialValue.magnitude > 2 else { continue }
            let symbol = terms.symbol(.joined(block: Int32(head), cell), variableRange(cell))
            state.store[cell] = symbol
            state.ranges[symbol] = bound > count ? Range64(lower: count, upper: variableRange(cell).upper) : Range64(lower: variableRange(cell).lower, upper: count)
        }
    }

    func isFound(_ term: Term) -> Bool {
        if case .symbol(.parameter) = terms[term] { return false }
        return true
    }

    func rebuilt<Value>(_ map: TreeDictionaryOf<Value>, _ rename: (Term) -> Term) -> TreeDictionaryOf<Value> {
        var result: TreeDictionaryOf<Value> = [:]
        for (term, value) in map { result[rename(term)] = value }
        return result
    }
}
