import Program

/// What a call of a function that has been summarised does to a state.
extension FunctionFlow {
    func apply(_ summary: Summary, _ scene: CallScene, _ start: FlowState) -> [FlowState] {
        var states: [FlowState] = []
        var start = start
        guard follow(summary.followed, scene, &start) else { return [] }
        let chances = chances(summary, scene, start)
        for (index, outcome) in summary.outcomes.enumerated() {
            var state = start
            state.isDirty = state.isDirty || summary.isDirty
            if summary.changesLinks { state.relink(scene.site, terms) }
            if !outcome.kept.isEmpty {
                var importer = Importer(summary, to: terms, scene: scene, state: start)
                for object in outcome.kept.sorted(by: { $0.number < $1.number }) { endClaims(importer.term(object), isTaken: false, &state) }
            }
            if summary.callsUnknown { endContents(scene, &state) }
            notePassedOver(outcome, summary, scene, start, &state)
            if apply(outcome, index, summary, scene, start, chances[index] ?? [], &state) { states.append(state) }
        }
        noteTaken(by: summary, scene)
        if summary.isDirty { isDirty = true }
        if summary.changesLinks { changesLinks = true }
        if summary.callsUnknown { callsUnknown = true }
        return states
    }

    /// What lies in a local struct that a callee is given may be stored by way of the struct: that is not followed.
    private func endContents(_ scene: CallScene, _ state: inout FlowState) {
        for argument in scene.arguments {
            guard case .address(let cell) = terms[argument], let number = terms.variableNumber(of: cell),
                case .record = function.variables[number].type
            else { continue }
            let root = terms.root(of: cell)
            for (part, value) in state.store where part != root && terms.root(of: part) == root { endClaims(value, &state) }
        }
    }

    private func apply(
        _ outcome: Summary.Outcome, _ index: Int, _ summary: Summary, _ scene: CallScene, _ before: FlowState, _ chances: Set<Int>, _ state: inout FlowState
    ) -> Bool {
        var importer = Importer(summary, to: terms, scene: scene, state: before)
        guard take(outcome.ranges, &importer, &state) else { return false }
        // What was found equal just now goes by one name.
        if state.aliases != before.aliases {
            var known = before
            known.aliases = state.aliases
            importer = Importer(summary, to: terms, scene: scene, state: known)
        }
        var writes: [(Cell, Term, String?)] = []
        for (cell, value, record) in outcome.writes {
            if let cell = importer.cell(cell) { writes.append((cell, importer.term(value), record)) }
        }
        let effects = outcome.effects.enumerated().map { ($1, importer.term($1.object), $0) }
        let result = outcome.result.map { importer.term($0) }
        let parts = outcome.parts.map { part in (steps: part.steps.map { importer.step($0) }, value: importer.term(part.value)) }
        for (cell, value, record) in writes {
            // Something else may be there now: what was there is no longer followed by this name.
            if case .symbol = terms[value], state.store[cell] != value { dropCell(cell, &state) }
            if let record { terms.aggregates[cell] = record }
            state.write(cell, value, terms, record: record)
            // What is written through a pointer fits the variable.
            if case .variable(let number) = terms[cell] {
                _ = state.restrict(value, terms.layouts.range(ofType: function.variables[number].type), terms)
            }
        }
        for object in outcome.unlinked { state.unlinked.insert(importer.term(object)) }
        for (effect, object, number) in effects where effect.count < 0 {
            if effect.resource.family == .memory { endElements(of: object, &state) }
            if effect.isUncertain {
                endClaims(object, &state)
                continue
            }
            for _ in 0..<(-effect.count) {
                let isNoted = if case .load = summary.terms[summary.terms.container(of: effect.object)] { true } else { false }
                let manner = Manner(isHandedOver: effect.isHandedOver, isNeverLast: effect.isNeverLast, isLast: effect.isLast, isNoted: isNoted, isChance: chances.contains(number))
                guard release(effect.resource, object, manner, scene, &state, inner: [effect.event]) else { return false }
            }
        }
        for (effect, object, _) in effects where effect.count > 0 {
            // It is told where it was taken.
            if effect.isUnnamed {
                if let claim = effect.claim { notes.met.insert(claim) }
                continue
            }
            for _ in 0..<effect.count {
                let isFresh = effect.isFresh && isUnknownSymbol(object) || isLookedUp(effect, object, outcome, summary, state)
                acquire(effect.resource, object, isFresh: isFresh, isStored: effect.isStored, scene, &state, claim: effect.claim, inner: [effect.event])
            }
        }
        guard finish(outcome, index, result, summary, scene, &state) else { return false }
        guard let place = scene.call.result, isRecord(place) else { return true }
        // A struct that is returned as it was given has its members still.
        let given = result.flatMap { scene.arguments.firstIndex(of: $0) }
        return copy((given.flatMap { scene.members[$0] } ?? []) + parts, to: place, scene.span, &state)
    }

    /// Takes in what has to hold on a way out of a callee; false where it cannot.
    private func take(_ ranges: [(term: Term, range: Range64)], _ importer: inout Importer, _ state: inout FlowState) -> Bool {
        ranges.allSatisfy { term, range in
            let term = importer.term(term)
            if case .integer(let number) = terms[term] { return range.contains(number) }
            return state.restrict(term, range, terms)
        }
    }

    /// The releases of locks and states, by outcome and number of the effect, that as far as this path knows take place or do not:
    /// a flag or a counter decides that is looked at by the callee alone.
    private func chances(_ summary: Summary, _ scene: CallScene, _ start: FlowState) -> [Int: Set<Int>] {
        guard !summary.alwaysReleasesTheSame else { return [:] }
        let released = summary.released
        let isPossible = summary.outcomes.map { outcome in
            var state = start
            var importer = Importer(summary, to: terms, scene: scene, state: start)
            return take(outcome.ranges, &importer, &state)
        }
        var found: [Int: Set<Int>] = [:]
        for (index, outcome) in summary.outcomes.enumerated() where isPossible[index] {
            for (number, effect) in outcome.effects.enumerated() where effect.count < 0 {
                let key = HeldKey(resource: effect.resource, object: effect.object)
                guard released[index].contains(key) else { continue }
                let isDecided = summary.outcomes.indices.allSatisfy {
                    let other = summary.outcomes[$0]
                    return !isPossible[$0] || released[$0].contains(key) || other.regained.contains(key) || !other.resultRange.overlaps(outcome.resultRange)
                        || Summary.areToldApartByError(outcome, other)
                }
                if !isDecided { found[index, default: []].insert(number) }
            }
        }
        return found
    }

    /// What lies in an array of memory that a callee frees: the loop in which it releases the elements is not followed.
    private func endElements(of object: Term, _ state: inout FlowState) {
        for (cell, value) in state.store where terms.base(of: cell) == object && terms.isInArray(cell) {
            endHoldings(reachedFrom: value, &state)
            endClaims(value, &state)
        }
    }

    /// What this way out of the callee does not release, and another does that the caller cannot tell from it.
    private func notePassedOver(_ outcome: Summary.Outcome, _ summary: Summary, _ scene: CallScene, _ before: FlowState, _ state: inout FlowState) {
        guard !before.held.isEmpty, summary.outcomes.count > 1 else { return }
        var importer = Importer(summary, to: terms, scene: scene, state: before)
        for other in summary.outcomes where other.resultRange.overlaps(outcome.resultRange) && !Summary.areToldApart(outcome, other) {
            for effect in other.effects where effect.count < 0 && !isExchanged(effect, other) && !outcome.effects.contains(where: { $0.resource == effect.resource && $0.object == effect.object }) {
                let object = importer.term(effect.object)
                guard !effect.isUncertain else {
                    endClaims(object, &state)
                    continue
                }
                guard before.held.keys.contains(where: { $0.resource == effect.resource && ($0.object == object || $0.object == terms.displaced(object)?.0) })
                else { continue }
                state.passedOver[HeldKey(resource: effect.resource, object: object)] = PassedOver(
                    function: summary.body, span: outcome.span, released: effect.event)
            }
        }
    }

    /// Whether the callee gives something up for another of the kind, as where it replaces a locked object by its locked copy.
    private func isExchanged(_ effect: Summary.Effect, _ outcome: Summary.Outcome) -> Bool {
        effect.resource.family == .lock && outcome.effects.contains { $0.count > 0 && $0.resource == effect.resource && $0.object != effect.object }
    }

    /// Whether the callee returns what it took a share of, and the caller knows it from nowhere else: the share is what
    /// keeps it.
    private func isLookedUp(_ effect: Summary.Effect, _ object: Term, _ outcome: Summary.Outcome, _ summary: Summary, _ state: FlowState) -> Bool {
        let source = summary.terms.container(of: effect.object)
        guard effect.resource.family == .reference, !effect.isStored, source == outcome.result,
            !outcome.effects.contains(where: { $0.resource.family == .memory && $0.count > 0 && $0.object == source })
        else { return false }
        let owner = terms.container(of: object)
        if state.lost.contains(owner) || state.held.contains(where: { terms.container(of: $0.key.object) == owner }) { return false }
        switch terms[terms.undisplaced(owner)] {
        case .symbol(.result): return true
        case .load: if case .symbol(.parameter) = summary.terms[source] { return false } else { return true }
        default: return isUnknownSymbol(owner)
        }
    }

    private func isUnknownSymbol(_ term: Term) -> Bool {
        if case .symbol(let symbol) = terms[term], symbol.site != nil { return true }
        return false
    }

    /// Takes in that what is returned is none of the arguments that other ways out return: `found == new` tells the two apart.
    private func isOther(_ result: Term, than arguments: [Int], _ scene: CallScene, _ state: inout FlowState) -> Bool {
        arguments.allSatisfy { index in
            guard index < scene.arguments.count, scene.arguments[index] != result else { return true }
            return state.assume(state.compute(.equal, result, scene.arguments[index], terms), false, terms)
        }
    }

    /// Takes in that an error of which nothing is known is none that the callee names on its other ways out: `return -EAGAIN;`
    /// before it has done anything is what callers ask for.
    private func isNoneOfOthers(_ result: Term, _ outcome: Summary.Outcome, _ summary: Summary, _ state: inout FlowState) -> Bool {
        guard outcome.resultRange.constant == nil, outcome.resultRange.lower < 0, summary.outcomes.count > 1 else { return true }
        let errors = summary.outcomes.reduce(into: Set<Int64>()) { $0.formUnion($1.errors) }.subtracting(outcome.errors)
        return errors.sorted().prefix(8).allSatisfy { state.assume(state.compute(.equal, result, terms.integer($0), terms), false, terms) }
    }

    private func finish(
        _ outcome: Summary.Outcome, _ index: Int, _ imported: Term?, _ summary: Summary, _ scene: CallScene, _ state: inout FlowState
    ) -> Bool {
        guard scene.call.result != nil else { return true }
        let type = resultRange(scene.call)
        guard var result = imported else {
            return returning(terms.symbol(.result(site: scene.site), type), scene, &state)
        }
        let isPointer = type == .pointer
        let isNullExpected = isPointer && outcome.resultRange == .exactly(0) && context.nullExpected.contains(summary.body.ref) && summary.looksUp
        // A failure keeps a name, so that what is done with it can be told.
        if isNullExpected {
            guard state.restrict(result, .exactly(0), terms) else { return false }
            result = terms.symbol(.outcome(site: scene.site, index: Int32(index)), type)
        } else if case .integer = terms[result], outcome.hasFailed || (isPointer && outcome.resultRange.upper < 0) {
            result = terms.symbol(.outcome(site: scene.site, index: Int32(index)), type)
        }
        guard state.restrict(result, outcome.resultRange, terms) else { return false }
        if case .symbol = terms[result] {
            guard !isPointer || isOther(result, than: summary.returnedArguments, scene, &state) else { return false }
            guard isNoneOfOthers(result, outcome, summary, &state) else { return false }
            let failure: Range64? =
                if isNullExpected { .exactly(0) } else if isPointer { outcome.pointerFailure } else {
                    summary.resultRange.lower < 0 && !summary.comparesByResult ? Range64(lower: .min, upper: -1) : nil
                }
            if let failure, fallible[result] == nil {
                state.failure?.isAnswered = true
                let number = event(.failed, "\(scene.actor)() may fail here", scene.span, actor: scene.actor)
                fallible[result] = Fallible(failure: failure, actor: scene.actor, event: number)
            }
        }
        return returning(result, scene, &state)
    }
}
