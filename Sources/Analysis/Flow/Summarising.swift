import Findings
import Program

/// What callers are told of a function's ways out.
extension FunctionFlow {
    private struct Group: Hashable {
        var effects: [HeldKey: Int]
        var kind: Range64.Sign?
        /// What is returned, where it is one of few things that callers can name.
        var result: Term?
        /// What the pointers that callers have given the addresses of hold in the end; not there where that is what they held.
        var pointers: [Cell: Range64.Sign?]
    }

    func summarise(_ endings: [Ending]) -> Summary? {
        let isPointer = function.returnType.isPointer
        let isPlain = endings.allSatisfy { $0.effects.isEmpty && visibleWrites($0.exit.state).isEmpty && $0.exit.state.failure == nil } && !isPointer
            // PTR_ERR_OR_ZERO() and its kin tell of their argument by their result.
            && (context.program.isUnderAnalysis(function) || function.blocks.count > 6) && !tellsOfArguments(endings)
        // Who has looked already at what `*inodep` holds knows which of the ways out is his.
        let pointers = Set(endings.flatMap { visibleWrites($0.exit.state) }.filter(isGivenPointer))
        func groups(_ kinds: Bool, results: Bool = false, pointers: Set<Cell> = []) -> [[Ending]] {
            var numbers: [Group: Int] = [:]
            // In the order in which they were met: that of a dictionary is another one each time.
            return endings.reduce(into: []) { groups, ending in
                let group = Group(
                    effects: ending.effects.mapValues(\.count), kind: kinds ? ending.kind : nil,
                    result: results ? ending.exit.result.flatMap(nameable) : nil,
                    pointers: pointers.reduce(into: [:]) { signs, cell in
                        if let value = ending.exit.state.store[cell] { signs[cell] = ending.exit.state.range(of: value, terms).sign }
                    })
                if let number = numbers[group] {
                    groups[number].append(ending)
                } else {
                    numbers[group] = groups.count
                    groups.append([ending])
                }
            }
        }
        // An accessor that chooses between members returns one of them, and which is told by the same condition each time.
        let isChoice = isPointer && Set(endings.map(\.exit.result)).count <= 4
        var grouped = groups(!isPlain, results: isChoice, pointers: pointers)
        if grouped.count > bounds.outcomes { grouped = groups(!isPlain, results: isChoice) }
        if grouped.count > bounds.outcomes { grouped = groups(!isPlain) }
        if grouped.count > bounds.outcomes { grouped = groups(false) }
        if grouped.count > bounds.outcomes { return nil }
        for ending in endings {
            for (key, holding) in ending.effects where key.resource.family == .lock && holding.count < 0 {
                notes.noteRelease(key.resource, lockName(key.object), by: function.ref)
            }
        }
        // A count is what an object lives by if some way out frees the object.
        for ending in endings {
            for (key, holding) in ending.effects where key.resource.family == .memory && holding.count < 0 { deadly.insert(key.object) }
        }
        // What callers cannot tell apart is kept if it may be.
        let keptByKind = Dictionary(grouping: endings, by: \.kind).mapValues { alike in
            Set(alike.flatMap { $0.exit.state.lost.filter { terms.leaves(of: $0).isEmpty } })
        }
        let outcomes = grouped.map { outcome($0, keptByKind[$0[0].kind] ?? [], besides: endings) }.sorted(by: isBefore)
        let range = endings.map(\.result).reduce(nil) { (all: Range64?, next) in all.map { $0.hull(next) } ?? next }
        return Summary(
            body: function, terms: terms, outcomes: Summary.markUncertain(outcomes, terms), resultRange: range ?? .all, isDirty: isDirty,
            changesLinks: changesLinks, callsUnknown: callsUnknown,
            followed: endings.isEmpty ? 0 : endings.reduce(.max) { $0 & $1.exit.state.followed }, taken: taken, sleeps: sleeps)
    }

    /// Whether the result says what an argument is: `is_replayable_error(rc)`.
    private func tellsOfArguments(_ endings: [Ending]) -> Bool {
        guard function.returnType == .bool, endings.count <= 8 else { return false }
        let kinds = Dictionary(grouping: endings, by: \.kind)
        guard kinds.count == 2 else { return false }
        return (0..<function.parameterCount).contains { number in
            let parameter = terms.symbol(.parameter(number), terms.layouts.range(ofType: function.variables[number].type))
            let ranges = kinds.values.map { $0.map { $0.exit.state.range(of: parameter, terms) }.reduce(nil) { (all: Range64?, next) in all?.hull(next) ?? next } }
            return Set(ranges).count == 2
        }
    }

    /// An order of ways out that does not depend on how they were grouped.
    private func isBefore(_ one: Summary.Outcome, _ other: Summary.Outcome) -> Bool {
        func key(_ outcome: Summary.Outcome) -> [Int] {
            [Int(clamping: outcome.resultRange.lower), outcome.effects.count, function.ownLine(of: outcome.span), outcome.span.column]
                + outcome.effects.flatMap { [Int($0.object.number), $0.count] } + [Int(outcome.result?.number ?? -1)]
        }
        return key(one).lexicographicallyPrecedes(key(other))
    }

    /// Whether a cell is what a parameter points to, and a pointer itself.
    private func isGivenPointer(_ cell: Cell) -> Bool {
        guard case .object(let base) = terms[cell], case .symbol(.parameter(let index)) = terms[base] else { return false }
        return function.variables[Int(index)].type.pointee?.isPointer == true
    }

    private func nameable(_ result: Term) -> Term? {
        if case .integer = terms[result] { return nil }
        return terms.leaves(of: result).isEmpty ? result : nil
    }

    private func outcome(_ endings: [Ending], _ known: Set<Term>, besides all: [Ending]) -> Summary.Outcome {
        let first = endings[0]
        var effects: [Summary.Effect] = []
        // What was reported here is not the callers' to release, and nobody can be asked about what he cannot name.
        let sorted = first.effects.sorted { ($0.key.resource.id, $0.key.object.number) < ($1.key.resource.id, $1.key.object.number) }
        for (key, holding) in sorted where holding.count <= 0 || !reported.contains(key) && !first.nameless.contains(key) {
            let event = events[holding.event]
            var claim: Claim?
            if holding.count > 0, !holding.isFresh, !holding.isStored, !key.resource.isEmbedded, isClaimable(key),
                !changesMode(of: key, in: first), !isExcused(holding, first.exit)
            {
                claim = makeClaim(key, holding, first.exit, isConditional: isToldByResult(key, holding, first, besides: all))
            }
            effects.append(
                Summary.Effect(
                    resource: key.resource, object: key.object, count: holding.count, isHandedOver: holding.isHandedOver,
                    isFresh: holding.isFresh, isStored: holding.isStored, isNeverLast: holding.isNeverLast && !deadly.contains(terms.container(of: key.object)),
                    isLast: holding.isLast, isUncertain: false, isUnnamed: key.resource.family == .lock && !holding.isStored && isUnnamed(key.object, first.exit), event: event,
                    claim: claim))
        }
        // What an object owns, and its locks, go before the object.
        func rank(_ effect: Summary.Effect) -> Int {
            switch effect.resource.family {
            case .lock, .state: 0
            case .reference: 1
            case .memory: 2
            }
        }
        effects.sort { (rank($0), $0.resource.id, $0.object.number) < (rank($1), $1.resource.id, $1.object.number) }
        var result = first.exit.result
        if endings.contains(where: { $0.exit.result != result }) { result = result.map { _ in terms.symbol(.outcome(site: -1, index: Int32(clamping: function.ownLine(of: first.exit.span))), terms.layouts.range(ofType: function.returnType)) } }
        let range = endings.map(\.result).reduce(first.result) { $0.hull($1) }
        var kept = known
        let writes = writes(endings.map(\.exit.state), &kept)
        let ranges = ranges(endings.map(\.exit.state))
        let given = ranges.map(\.term).filter { terms.leaves(of: $0).isEmpty && terms.isGiven($0) }
        return Summary.Outcome(
            ranges: ranges, given: Set(given), effects: effects, writes: writes, result: result,
            resultRange: range, hasFailed: endings.contains { $0.exit.state.failure != nil && ($0.kind == .zero || $0.kind == .negative) }, span: first.exit.span, kept: kept,
            unlinked: Set(endings.flatMap { $0.exit.state.unlinked.filter { terms.leaves(of: $0).isEmpty } }),
            regained: regained(endings, besides: all), errors: Set(endings.compactMap(\.result.constant).filter { (-4095..<0).contains($0) }), parts: parts(endings))
    }

    /// Locks that other ways out give up, and these have given up and taken again.
    private func regained(_ endings: [Ending], besides all: [Ending]) -> Set<HeldKey> {
        let released = all.reduce(into: Set<HeldKey>()) { found, ending in
            found.formUnion(ending.effects.filter { $0.key.resource.family == .lock && $0.value.count < 0 }.keys)
        }
        return released.filter { key in endings.allSatisfy { $0.effects[key] == nil && isEnded(key, in: $0) } }
    }

    /// Whether callers have no way to get at a lock: it is in something that was found on the way, and neither returned nor put
    /// where they look.
    private func isUnnamed(_ lock: Term, _ exit: Exit) -> Bool {
        guard terms.hasOwnBase(lock) else { return false }
        let owner = terms.container(of: lock)
        func leads(_ value: Term) -> Bool { value == owner || terms.hasOwnBase(value) && terms.mentions(lock, value) }
        return !(exit.result.map(leads) ?? false) && !exit.state.store.contains { terms.variableNumber(of: $0.key) == nil && leads($0.value) }
    }

    /// Whether a function is there to take something, and returns whether it has: `trylock()` and what wraps it.
    private func isToldByResult(_ key: HeldKey, _ holding: Holding, _ ending: Ending, besides all: [Ending]) -> Bool {
        guard ending.kind != .negative else { return false }
        return all.contains { $0.kind != ending.kind }
            && all.allSatisfy { (count(of: key, holding, in: $0) < holding.count) == ($0.kind != ending.kind) && !isEnded(key, in: $0) }
    }

    /// What is known of the members of the struct that is returned, on all of some ways out.
    private func parts(_ endings: [Ending]) -> [(steps: [CellStep], value: Term)] {
        endings[0].exit.parts.map { steps, value in
            let isSame = endings.dropFirst().allSatisfy { $0.exit.parts.contains { $0.steps == steps && $0.value == value } }
            return (steps, isSame ? value : terms.symbol(.outcome(site: -2, index: Int32(clamping: value.number)), terms.defaultRange(value)))
        }
    }

    /// Objects that were looked up may be released under another name, and those found in memory are held by it.
    func isClaimable(_ key: HeldKey) -> Bool {
        if key.resource.family == .lock, !key.resource.isHandedOn { return true }
        guard terms.leaves(of: key.object).isEmpty else { return false }
        if key.resource.family == .state, key.resource.isHandedOn { return true }
        var object = terms.container(of: key.object)
        if let (inner, _) = terms.displaced(object) { object = inner }
        if case .load(let cell, _) = terms[object] { return key.resource.family == .reference && isReached(cell, from: key.object) }
        return !isStatic(object)
    }

    /// Whether a member of something that the function was given leads to the object, rather than a list.
    private func isReached(_ cell: Cell, from object: Term) -> Bool {
        guard terms.container(of: object) == object || terms.displaced(object) == nil, !terms.isLink(cell), let base = terms.base(of: cell) else { return false }
        switch terms[base] {
        case .symbol(.parameter): return true
        case .load(let outer, _): return isReached(outer, from: base)
        default: return false
        }
    }

    func lockName(_ object: Term) -> FlowNotes.LockName {
        if let field = terms.lastField(of: object) { return .field(field) }
        if case .address(let cell) = terms[object], case .global(let name) = terms[cell] { return .global(name) }
        return .other
    }

    private func makeClaim(_ key: HeldKey, _ holding: Holding, _ exit: Exit, isConditional: Bool) -> Claim {
        let event = events[holding.event]
        let violation = Violation(
            .leak, resource: key.resource, object: spelling(key.object), actor: event.actor, function: function, span: event.span,
            path: steps(since: holding.event, exit.state) + [PathStep("returns here", at: function.position(exit.span))])
        let claim = Claim(
            function: function.ref, sources: claims[holding.event] ?? [], violation: violation, lock: lockName(key.object),
            isOfElement: terms.anyElement(key.object) != key.object || !terms.leaves(of: key.object).isEmpty,
            isTold: isConditional, isReturned: exit.result.map { terms.container(of: $0) == terms.container(of: key.object) } ?? false)
        notes.claims.append(claim)
        return claim
    }

    private func visibleWrites(_ state: FlowState) -> [Cell] {
        state.store.keys.filter { terms.variableNumber(of: $0) == nil }
    }

    /// Written cells that a summary tells of.
    private static let writeLimit = 64

    private func writes(_ states: [FlowState], _ kept: inout Set<Term>) -> [(cell: Cell, value: Term, record: String?)] {
        var cells: Set<Cell> = []
        for state in states {
            for cell in visibleWrites(state) where !terms.isLink(cell) {
                guard let base = terms.base(of: cell) else {
                    cells.insert(cell)
                    continue
                }
                // Callers can name what their own pointers lead to, and what they are left with.
                if terms.leaves(of: cell).isEmpty || state.held.keys.contains(where: { $0.object == base }) {
                    cells.insert(cell)
                } else if let value = state.store[cell], terms.leaves(of: value).isEmpty {
                    // It is in memory that callers cannot name.
                    kept.insert(terms.container(of: value))
                }
            }
        }
        // First what callers are handed: `*out`, and cells that hold what is left to them.
        let objects = Set(states.flatMap { $0.held.filter { $0.value.count > 0 }.keys.map(\.object) })
        func rank(_ cell: Cell) -> Int {
            if case .object(let pointer) = terms[cell], case .symbol(.parameter) = terms[pointer] { return 0 }
            return states.contains { $0.store[cell].map(objects.contains) ?? false } ? 0 : 1
        }
        let sorted = cells.sorted { (rank($0), $0.number) < (rank($1), $1.number) }
        // What is not told of any more is at least known to be somewhere.
        for cell in sorted.dropFirst(Self.writeLimit) {
            for state in states {
                if let value = state.store[cell], terms.leaves(of: value).isEmpty { kept.insert(terms.container(of: value)) }
            }
        }
        // A whole before its parts.
        return sorted.prefix(Self.writeLimit).sorted { $0.number < $1.number }.map { cell in
            let values = states.map { $0.read(cell, terms) }
            // Some ways may know it by another name.
            let common = Set(values).count == 1 ? values[0] : values.first { value in zip(states, values).allSatisfy { $0.canonical(value, terms) == $1 } }
            let value = common ?? values[0]
            let isSame = common != nil
            if !isSame {
                // It was stored on some of the ways out: memory has it.
                for stored in states.compactMap({ $0.store[cell] }) where terms.leaves(of: stored).isEmpty && terms.isPointer(stored) && !isPart(stored, ofWhatHas: cell) {
                    kept.insert(terms.container(of: stored))
                }
            }
            return (cell, isSame ? value : terms.symbol(.joined(block: -1, cell), terms.type(of: cell).map(terms.layouts.range(ofType:)) ?? .all), terms.aggregates[cell])
        }
    }

    /// What is known at all of the ways out.
    private func ranges(_ states: [FlowState]) -> [(term: Term, range: Range64)] {
        var found: [(term: Term, range: Range64)] = []
        var known = Set(states[0].ranges.keys)
        // What is equal may go by other names on other ways.
        for state in states.dropFirst() { known.formUnion(state.ranges.keys.filter(terms.isEquality)) }
        for term in known.sorted(by: { $0.number < $1.number }) {
            var hull = states[0].range(of: term, terms)
            for state in states.dropFirst() { hull = hull.hull(state.range(of: term, terms)) }
            if hull != terms.defaultRange(term), hull != .all { found.append((term, hull)) }
        }
        // Callers can always say whether what they gave is equal.
        let (telling, rest) = (found.filter { isTelling($0.term) }, found.filter { !isTelling($0.term) })
        return (telling.prefix(Self.rangeLimit) + rest.prefix(max(Self.rangeLimit - telling.count, 0))).sorted { $0.term.number < $1.term.number }
    }

    /// Ranges that a summary tells of.
    private static let rangeLimit = 24

    private func isTelling(_ term: Term) -> Bool {
        terms.isEquality(term) && terms.leaves(of: term).isEmpty && terms.isGiven(term)
    }
}
