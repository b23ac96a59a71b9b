import Findings
import Program

/// What a function's ways out come to: findings about what it holds, and a summary for its callers.
extension FunctionFlow {
    struct Ending {
        var exit: Exit
        var result: Range64
        /// What is left for the caller, or taken from it.
        var effects: [HeldKey: Holding]
        /// What callers test the result for; nil where nothing is returned.
        var kind: Range64.Sign?
    }

    /// Judges the ways out; nil where the function could not be followed to the end.
    func conclude() -> Summary? {
        guard !isExhausted, !isIncomplete else { return nil }
        let endings = exits.map(ending)
        judge(endings)
        judgeContracts(endings)
        judgeOrphans(endings)
        judgeHalfReleased(endings)
        judgeStaleResults()
        judgeOverwrittenErrors()
        return summarise(endings)
    }

    private func ending(_ exit: Exit) -> Ending {
        let range = exit.result.map { exit.state.range(of: $0, terms) } ?? .all
        var effects: [HeldKey: Holding] = [:]
        judgeExcess(exit)
        if !exit.state.held.isEmpty {
            let reached = reach(exit)
            for (key, holding) in exit.state.held where !holding.isGiven || holding.count < 0 {
                // dget(NULL) took nothing.
                if holding.count > 0, exit.state.range(of: key.object, terms) == .exactly(0) { continue }
                let object = terms.container(of: key.object)
                guard holding.count > 0 else {
                    // What cannot be named to callers was not theirs.
                    if terms.leaves(of: key.object).isEmpty { effects[key] = holding }
                    continue
                }
                guard key.resource.family != .lock else {
                    // The lock of an object that was put where callers find it goes with the object.
                    var lock = holding
                    let isFound = !terms.leaves(of: object).isEmpty
                    lock.isStored = lock.isStored || isFound && reached[object] != nil
                    if isFound, !lock.isStored, !key.resource.isHandedOn, terms.anyElement(key.object) == key.object { reportLeak(key, holding, exit) }
                    effects[key] = lock
                    continue
                }
                let isReturned = exit.result.map { $0 == key.object || $0 == object || terms.container(of: $0) == object } ?? false
                switch reached[key.object] ?? reached[object] ?? reached[owner(of: object)] {
                case _ where holding.isStored: effects[key] = holding
                case .caller? where holding.isFresh || isReturned: effects[key] = holding
                case nil:
                    if holding.isFresh, key.resource.family != .state {
                        reportLeak(key, holding, exit)
                    } else {
                        effects[key] = holding
                    }
                case .caller?, .elsewhere?:
                    takeUp(holding)
                    var stored = holding
                    stored.isStored = true
                    if !holding.isFresh, terms.leaves(of: key.object).isEmpty { effects[key] = stored }
                }
            }
        }
        for (key, event) in given where key.resource.family != .memory && effects[key] == nil && exit.state.held[key] == nil {
            effects[key] = Holding(count: -1, isFresh: false, event: event)
        }
        return Ending(exit: exit, result: range, effects: effects, kind: exit.result == nil ? nil : range.sign)
    }

    /// What leads to an object that was found as a member: a share of `type->owner` goes with whoever is given the type.
    private func owner(of object: Term) -> Term {
        guard case .load(let cell, _) = terms[object], let base = terms.base(of: cell) else { return object }
        return base
    }

    // MARK: Who can still reach an object

    enum Reach { case caller, elsewhere }

    /// The values that are found again after the return: by the caller through the result and what its pointers
    /// lead to, or elsewhere in memory.
    func reach(_ exit: Exit) -> [Term: Reach] {
        var found: [Term: Reach] = [:]
        var work: [(Term, Reach)] = []
        let privates = Set(exit.state.held.filter { $0.key.resource.family == .memory && $0.value.isFresh }.keys.map(\.object))
        var parts: [Term: [Term]] = [:]
        for (cell, value) in exit.state.store {
            switch terms[terms.root(of: cell)] {
            case .variable: continue
            case .global: work.append((value, .elsewhere))
            // Freed memory leads nowhere.
            case .object(let base) where exit.state.gone[base]?.resource.family == .memory: continue
            case .object(let base):
                if privates.contains(base) {
                    parts[base, default: []].append(value)
                } else if case .symbol(.parameter) = terms[base], terms.object(base) == cell {
                    // `*out = p` gives it to the caller; a member of a struct is the struct's.
                    work.append((value, .caller))
                } else {
                    work.append((value, .elsewhere))
                }
            case .step: continue
            }
        }
        if let result = exit.result { work.append((result, .caller)) }
        work += exit.parts.map { ($0.value, .caller) }
        while let (value, how) = work.popLast() {
            let object = terms.container(of: value)
            for term in Set([value, object] + terms.ingredients(of: value)) {
                guard found[term] != .caller, found[term] != how else { continue }
                found[term] = how
                for part in parts[term] ?? [] { work.append((part, how)) }
            }
        }
        return found
    }

    // MARK: Findings

    private func reportLeak(_ key: HeldKey, _ holding: Holding, _ exit: Exit) {
        if reportPassedOver(key, exit.state) { return }
        let event = events[holding.event]
        reliances[ViolationKey(kind: .leak, resource: key.resource, span: event.span, object: spelling(key.object))] = claims[holding.event]
        report(
            .leak, key.resource, key.object, actor: event.actor, span: event.span, since: holding.event, exit.state,
            ending: PathStep("returns here", at: function.position(exit.span)))
    }

    /// A leak that is a callee's doing: it releases the object, but not on all of its ways out.
    func reportPassedOver(_ key: HeldKey, _ state: FlowState) -> Bool {
        guard
            let passed = state.passedOver[key]
                ?? state.passedOver.filter({ $0.key.resource == key.resource && terms.displaced($0.key.object)?.0 == key.object })
                .min(by: { $0.key.object.number < $1.key.object.number })?.value
        else { return false }
        let callee = passed.function
        violations[ViolationKey(kind: .passedOver, resource: key.resource, span: passed.span, object: callee.name)] = Violation(
            .passedOver, resource: key.resource, object: passed.released.object, actor: passed.released.actor, function: callee, span: passed.span,
            path: [
                PathStep("on other ways out of \(callee.name)(), \(passed.released.message)", at: callee.position(passed.released.span)),
                PathStep("returns here", at: callee.position(passed.span)),
                PathStep("and \(function.name)(), which relies on it, forgets the object", at: function.position(function.nameSpan)),
            ])
        return true
    }

    /// What one way out holds and another, that the caller cannot tell from it, does not.
    private func judge(_ endings: [Ending]) {
        var keys: Set<HeldKey> = []
        // Functions that begin or end a state by their contract are judged where they are called.
        let contract = Set(context.facts[function.name]?.effects.compactMap(\.resource) ?? [])
        for ending in endings { keys.formUnion(ending.effects.filter { $0.value.count > 0 }.keys) }
        // Callers of such functions are judged by the contract: what it does besides is nobody's but its own.
        if !contract.isEmpty { judgeBesides(contract, endings) }
        let slots = context.slots[function.ref] ?? []
        for key in keys where !contract.contains(key.resource) && !key.resource.isEmbedded {
            // Whoever is left with what ends elsewhere, and can name it, is asked about it.
            if key.resource.family == .state, key.resource.isHandedOn, !key.resource.isIdempotent, isClaimable(key) { continue }
            // Another method of the table may end it, unless this one has failed, or ends it itself where it has not.
            let hasPartner = slots.contains(where: { ClaimJudge.hasPartner($0, key.resource, isLock: key.resource.family == .lock) })
            for ending in endings where !hasPartner || ending.kind == .negative || endings.contains(where: { $0.kind == ending.kind && isEnded(key, in: $0) }) {
                guard let holding = ending.effects[key], holding.count > 0, !holding.isStored, key.resource.family != .reference || isClaimable(key) || endings.contains(where: { isEnded(key, in: $0) }), !holding.isFresh || key.resource.family == .state else { continue }
                if let result = ending.exit.result, terms.container(of: result) == terms.container(of: key.object) { continue }
                let isOdd = endings.contains { other in
                    count(of: key, holding, in: other) < (key.resource.isIdempotent ? 0 : holding.count) && isSurprising(ending, besides: other, isEnded: isEnded(key, in: other))
                        && !other.exit.state.lost.contains(terms.container(of: key.object)) && !areToldApart(ending, other)
                        && (ending.kind == .negative || isEnded(key, in: other) || !haveDifferentCauses(ending.exit.state, other.exit.state))
                }
                if isOdd {
                    reportLeak(key, holding, ending.exit)
                    reported.insert(key)
                }
            }
        }
    }

    private func judgeBesides(_ contract: Set<Resource>, _ endings: [Ending]) {
        for ending in endings {
            for (key, holding) in ending.effects where holding.count > 0 && !holding.isStored && key.resource.family == .lock && !contract.contains(key.resource) {
                reportLeak(key, holding, ending.exit)
                reported.insert(key)
            }
        }
    }

    /// How much another way out holds of what one holds: under the same name, or from the same acquisition.
    private func count(of key: HeldKey, _ holding: Holding, in other: Ending) -> Int {
        if let count = other.effects[key]?.count { return count }
        guard key.resource.family == .lock, !terms.leaves(of: key.object).isEmpty else { return 0 }
        return other.effects.filter { $0.key.resource == key.resource && $0.value.event == holding.event }.map(\.value.count).max() ?? 0
    }

    /// Whether a way out has held something and given it up: the function is one that releases it.
    private func isEnded(_ key: HeldKey, in ending: Ending) -> Bool {
        let object = spelling(key.object)
        let trail = ending.exit.state.events.map { events[$0] }.filter { $0.object == object }
        return trail.contains { $0.kind == .acquired } && trail.contains { $0.kind == .released || $0.kind == .handedOver }
    }

    /// Whether holding something on one way out cannot be meant, since the other does not.
    ///
    /// - Parameter isEnded: the other has held it too, and given it up.
    private func isSurprising(_ ending: Ending, besides other: Ending, isEnded: Bool) -> Bool {
        if ending.kind == nil || ending.kind == .negative { return true }
        return (ending.kind == other.kind || isEnded) && ending.kind != .mixed && ending.result.overlaps(other.result)
    }

    /// Whether callers can tell the two by something else that they were given: `*exclusive = true`.
    private func areToldApart(_ ending: Ending, _ other: Ending) -> Bool {
        ending.exit.state.store.contains { cell, value in
            guard case .object(let base) = terms[cell], case .symbol(.parameter) = terms[base], let second = other.exit.state.store[cell] else { return false }
            return !ending.exit.state.range(of: value, terms).overlaps(other.exit.state.range(of: second, terms))
        }
    }

    /// Whether two ways out are taken for something that others can look at too: `if (data->context) get(data->context)`
    /// is undone where the same is asked again.
    private func haveDifferentCauses(_ state: FlowState, _ other: FlowState) -> Bool {
        state.ranges.contains { term, range in terms.isAsked(term) && !range.overlaps(other.range(of: term, terms)) }
    }

    // MARK: The summary

    private struct Group: Hashable {
        var effects: [HeldKey: Int]
        var kind: Range64.Sign?
        /// What is returned, where it is one of few things that callers can name.
        var result: Term?
    }

    private func summarise(_ endings: [Ending]) -> Summary? {
        let isPointer = function.returnType.isPointer
        let isPlain = endings.allSatisfy { $0.effects.isEmpty && visibleWrites($0.exit.state).isEmpty && $0.exit.state.failure == nil } && !isPointer
            // PTR_ERR_OR_ZERO() and its kin tell of their argument by their result.
            && (context.program.isUnderAnalysis(function) || function.blocks.count > 6)
        func groups(_ kinds: Bool, results: Bool = false) -> [Group: [Ending]] {
            Dictionary(grouping: endings) { ending in
                Group(
                    effects: ending.effects.mapValues(\.count), kind: kinds ? ending.kind : nil,
                    result: results ? ending.exit.result.flatMap(nameable) : nil)
            }
        }
        // An accessor that chooses between members returns one of them, and which is told by the same condition each time.
        var grouped = groups(!isPlain, results: isPointer && Set(endings.map(\.exit.result)).count <= 4)
        if grouped.count > bounds.outcomes { grouped = groups(!isPlain) }
        if grouped.count > bounds.outcomes { grouped = groups(false) }
        if grouped.count > bounds.outcomes { return nil }
        for ending in endings {
            for (key, holding) in ending.effects where key.resource.family == .lock && holding.count < 0 {
                context.noteRelease(key.resource, lockName(key.object), by: function.ref)
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
        let outcomes = grouped.values.map { outcome($0, keptByKind[$0[0].kind] ?? [], besides: endings) }.sorted(by: Self.isBefore)
        let range = endings.map(\.result).reduce(nil) { (all: Range64?, next) in all.map { $0.hull(next) } ?? next }
        return Summary(
            body: function, terms: terms, outcomes: Summary.markUncertain(outcomes, terms), resultRange: range ?? .all, isDirty: isDirty,
            changesLinks: changesLinks, callsUnknown: callsUnknown,
            followed: endings.isEmpty ? 0 : endings.reduce(.max) { $0 & $1.exit.state.followed }, taken: taken)
    }

    /// An order of ways out that does not depend on how they were grouped.
    private static func isBefore(_ one: Summary.Outcome, _ other: Summary.Outcome) -> Bool {
        func key(_ outcome: Summary.Outcome) -> [Int] {
            [Int(clamping: outcome.resultRange.lower), outcome.effects.count, outcome.span.line, outcome.span.column]
                + outcome.effects.flatMap { [Int($0.object.number), $0.count] } + [Int(outcome.result?.number ?? -1)]
        }
        return key(one).lexicographicallyPrecedes(key(other))
    }

    private func nameable(_ result: Term) -> Term? {
        if case .integer = terms[result] { return nil }
        return terms.leaves(of: result).isEmpty ? result : nil
    }

    private func outcome(_ endings: [Ending], _ known: Set<Term>, besides all: [Ending]) -> Summary.Outcome {
        let first = endings[0]
        var effects: [Summary.Effect] = []
        // What was reported here is not the callers' to release.
        for (key, holding) in first.effects where holding.count <= 0 || !reported.contains(key) {
            let event = events[holding.event]
            var claim: Claim?
            if holding.count > 0, !holding.isFresh, !holding.isStored, !key.resource.isEmbedded, isClaimable(key) {
                claim = makeClaim(key, holding, first.exit, isConditional: isToldByResult(key, holding, first, besides: all))
            }
            effects.append(
                Summary.Effect(
                    resource: key.resource, object: key.object, count: holding.count, isHandedOver: holding.isHandedOver,
                    isFresh: holding.isFresh, isStored: holding.isStored, isNeverLast: holding.isNeverLast && !deadly.contains(terms.container(of: key.object)),
                    isLast: holding.isLast, event: event, claim: claim))
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
        if endings.contains(where: { $0.exit.result != result }) { result = result.map { _ in terms.symbol(.outcome(site: -1, index: Int32(first.exit.span.line)), context.layouts.range(ofType: function.returnType)) } }
        let range = endings.map(\.result).reduce(first.result) { $0.hull($1) }
        var kept = known
        let writes = writes(endings.map(\.exit.state), &kept)
        return Summary.Outcome(
            ranges: ranges(endings.map(\.exit.state)), effects: effects, writes: writes, result: result,
            resultRange: range, hasFailed: endings.contains { $0.exit.state.failure != nil && ($0.kind == .zero || $0.kind == .negative) }, span: first.exit.span, kept: kept, parts: parts(endings))
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
    private func isClaimable(_ key: HeldKey) -> Bool {
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

    private func lockName(_ object: Term) -> FlowContext.LockName {
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
            isTold: isConditional || exit.result.map { terms.container(of: $0) == terms.container(of: key.object) } ?? false)
        context.register(claim)
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
            let value = states[0].read(cell, terms)
            let isSame = states.dropFirst().allSatisfy { $0.read(cell, terms) == value }
            if !isSame {
                // It was stored on some of the ways out: memory has it.
                for stored in states.compactMap({ $0.store[cell] }) where terms.leaves(of: stored).isEmpty && terms.isPointer(stored) {
                    kept.insert(terms.container(of: stored))
                }
            }
            return (cell, isSame ? value : terms.symbol(.joined(block: -1, cell), terms.type(of: cell).map(context.layouts.range(ofType:)) ?? .all), terms.aggregates[cell])
        }
    }

    /// What is known at all of the ways out.
    private func ranges(_ states: [FlowState]) -> [(term: Term, range: Range64)] {
        var found: [(term: Term, range: Range64)] = []
        for (term, range) in states[0].ranges.sorted(by: { $0.key.number < $1.key.number }) {
            var hull = range
            for state in states.dropFirst() { hull = hull.hull(state.range(of: term, terms)) }
            if hull != terms.defaultRange(term), hull != .all { found.append((term, hull)) }
        }
        return Array(found.prefix(24))
    }
}
