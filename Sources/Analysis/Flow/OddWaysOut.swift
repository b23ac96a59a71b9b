import Findings
import Program

/// What one way out of a function holds, and another that callers cannot tell from it does not.
extension FunctionFlow {
    func reportLeak(_ key: HeldKey, _ holding: Holding, _ exit: Exit, besides others: [Evidence.Other] = []) {
        if isExcused(holding, exit) || reportPassedOver(key, exit.state) || reportWholeForgotten(key, exit.state) { return }
        let event = events[holding.event]
        if isReleasedByAnotherLoop(key, event.span) { return }
        let violation = ViolationKey(kind: .leak, resource: key.resource, span: event.span, object: spelling(key.object))
        reliances[violation] = claims[holding.event]
        evidence[violation, default: Evidence()].others += others
        report(
            .leak, key.resource, key.object, actor: event.actor, span: event.span, since: holding.event, exit.state,
            ending: PathStep("returns here", at: function.position(exit.span)))
    }

    /// Whether nobody expects a way out to give up what it holds.
    func isExcused(_ holding: Holding, _ exit: Exit) -> Bool {
        isHandedToCompletion(exit) || isGivenUp(holding, inLoopsSkippedBy: exit.state)
    }

    /// -EIOCBQUEUED of include/linux/errno.h: what goes on without the caller has what the function holds.
    private func isHandedToCompletion(_ exit: Exit) -> Bool { exit.result.map { exit.state.range(of: $0, terms) == .exactly(-529) } ?? false }

    /// Whether it is a loop that gives it up, of which this way out has had no round: that there is one is for whoever wrote
    /// `while (count)` to know.
    private func isGivenUp(_ holding: Holding, inLoopsSkippedBy state: FlowState) -> Bool {
        guard !state.skippedLoops.isEmpty, let blocks = endedInLoops[holding.event] else { return false }
        let acquired = function.blocks.firstIndex { $0.statements.contains { $0.span == events[holding.event].span } }
        return state.skippedLoops.contains { head in
            guard let loop = graph.loops[head] else { return false }
            return acquired.map { !loop.contains($0) } ?? false && blocks.contains(where: loop.contains)
        }
    }

    /// Whether one loop takes a lock of each entry, and another gives them up: that there are as many rounds of both is
    /// not followed.
    private func isReleasedByAnotherLoop(_ key: HeldKey, _ acquired: Span) -> Bool {
        guard key.resource.family == .lock, let lock = terms.lastField(of: key.object) else { return false }
        let enders = unlocked.filter { $0.resource == key.resource && $0.lock == lock }.map(\.block)
        guard !enders.isEmpty, let block = function.blocks.firstIndex(where: { $0.statements.contains { $0.span == acquired } }) else { return false }
        let around = graph.loops.values.filter { $0.contains(block) }
        return !around.isEmpty && enders.contains { ender in
            !around.contains { $0.contains(ender) } && graph.loops.values.contains { $0.contains(ender) }
        }
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

    /// A leak that is a callee's doing, as its name says: it frees what the object owns, and not the object.
    private func reportWholeForgotten(_ key: HeldKey, _ state: FlowState) -> Bool {
        guard key.resource.family == .memory else { return false }
        let object = terms.container(of: key.object)
        let released = state.store.filter { $0.value != object && terms.base(of: $0.key) == object }.compactMap { state.gone[$0.value]?.event }
        let callees = Set(released).sorted().compactMap { number -> (event: FlowEvent, inner: FlowEvent)? in
            let event = events[number]
            return event.inner.first.flatMap { Self.isFreeing(event.actor) && $0.function.name == event.actor ? (event, $0) : nil }
        }
        guard let (event, inner) = callees.last else { return false }
        violations[ViolationKey(kind: .wholeForgotten, resource: key.resource, span: inner.span, object: inner.function.name)] = Violation(
            .wholeForgotten, resource: key.resource, object: spelling(key.object), actor: inner.actor, function: inner.function, span: inner.span,
            path: [
                PathStep("\(event.actor)() is called here", at: function.position(event.span)),
                PathStep(inner.message, at: inner.function.position(inner.span)),
                PathStep("and \(function.name)(), which relies on it, forgets the object", at: function.position(function.nameSpan)),
            ])
        return true
    }

    /// Whether a function is called after freeing: `fuse_io_free`.
    private static func isFreeing(_ name: String) -> Bool {
        let words = name.split(separator: "_")
        return ["free", "destroy"].contains { words.last == $0 || words.first == $0 }
    }

    /// What one way out holds and another, that the caller cannot tell from it, does not.
    func judge(_ endings: [Ending]) {
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
            let others = endings.map { (ending: $0, isEnded: isEnded(key, in: $0)) }
            if key.resource.family == .reference, !isClaimable(key), !others.contains(where: \.isEnded) { continue }
            for ending in endings where !hasPartner || ending.kind == .negative || others.contains(where: { $0.isEnded && $0.ending.kind == ending.kind }) {
                guard let holding = ending.effects[key], holding.count > 0, !holding.isStored, !holding.isFresh || key.resource.family == .state else { continue }
                if let result = ending.exit.result, terms.container(of: result) == terms.container(of: key.object) { continue }
                if changesMode(of: key, in: ending) { continue }
                let odd = others.filter { other, isEnded in
                    !holdsAnother(like: key, ending, other) &&
                    count(of: key, holding, in: other) < (key.resource.isIdempotent ? 0 : holding.count) && isSurprising(ending, besides: other, isEnded: isEnded)
                        && !isLost(key, in: other) && !areToldApart(ending, other)
                        && (ending.kind == .negative || isEnded || !haveDifferentCauses(ending.exit.state, other.exit.state))
                }
                if !odd.isEmpty {
                    reportLeak(key, holding, ending.exit, besides: odd.map { Evidence.Other(way: $0.ending.exit.state.way, isEnded: $0.isEnded) })
                    reported.insert(key)
                }
            }
        }
    }

    /// What a failing way out leaves in memory, and another that fails has released and left there, too: no caller can do right by both.
    func judgeStored(_ endings: [Ending]) {
        let failing = endings.filter { $0.kind == .negative }
        guard failing.count > 1 else { return }
        for ending in failing {
            for (key, holding) in ending.exit.state.held
            where holding.count > 0 && holding.isFresh && (key.resource.family == .memory || key.resource.family == .reference) && key.resource.isHandedOn {
                let cells = Set(ending.exit.state.store.filter { $0.value == key.object && terms.variableNumber(of: $0.key) == nil }.map(\.key))
                guard !cells.isEmpty else { continue }
                let others = failing.filter { other in
                    other.exit.state.held[key] == nil && isEnded(key, in: other)
                        && cells.contains { other.exit.state.store[$0] == key.object } && !areToldApart(ending, other)
                }
                if !others.isEmpty { reportLeak(key, holding, ending.exit, besides: others.map { Evidence.Other(way: $0.exit.state.way, isEnded: true) }) }
            }
        }
    }

    /// Whether another way out holds the same lock, or state, of an object that goes by another name there.
    private func holdsAnother(like key: HeldKey, _ ending: Ending, _ other: Ending) -> Bool {
        guard key.resource.family == .lock || key.resource.family == .state, other.effects[key] == nil else { return false }
        let name = lockName(key.object)
        return other.effects.contains {
            $0.value.count > 0 && $0.key.resource == key.resource && lockName($0.key.object) == name && ending.effects[$0.key] == nil
        }
    }

    /// Whether the lock is one that the caller held in another mode: `up_read(); down_write();`, downgrade_write().
    func changesMode(of key: HeldKey, in ending: Ending) -> Bool {
        key.resource.family == .lock && ending.effects.contains {
            $0.key.object == key.object && $0.key.resource != key.resource && $0.key.resource.family == .lock && $0.value.count < 0
        }
    }

    /// Whether it is not known how many shares a way out has left: a lock has no shares.
    private func isLost(_ key: HeldKey, in ending: Ending) -> Bool {
        key.resource.family != .lock && ending.exit.state.lost.contains(terms.container(of: key.object))
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
    func count(of key: HeldKey, _ holding: Holding, in other: Ending) -> Int {
        if let count = other.effects[key]?.count { return count }
        guard key.resource.family == .lock, !terms.leaves(of: key.object).isEmpty else { return 0 }
        return other.effects.filter { $0.key.resource == key.resource && $0.value.event == holding.event }.map(\.value.count).max() ?? 0
    }

    /// Whether a way out has held something and given it up: the function is one that releases it.
    func isEnded(_ key: HeldKey, in ending: Ending) -> Bool { !ending.ended.isEmpty && ending.ended.contains(spelling(key.object)) }

    /// Whether holding something on one way out cannot be meant, since the other does not.
    ///
    /// - Parameter isEnded: the other has held it too, and given it up.
    private func isSurprising(_ ending: Ending, besides other: Ending, isEnded: Bool) -> Bool {
        if ending.kind == nil || ending.kind == .negative { return true }
        // `if (err) return err;` of whatever may fail, where success has given it up.
        if isEnded, other.kind == .zero, ending.kind == .mixed, !ending.result.allowsZero, case .integer(_, true) = function.returnType { return true }
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
}
