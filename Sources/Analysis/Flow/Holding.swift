import Findings
import Program

/// Acquiring, releasing, handing on, and touching what is gone.
extension FunctionFlow {
    func acquire(
        _ resource: Resource, _ object: Term, isFresh: Bool, isStored: Bool = false, _ scene: CallScene, _ state: inout FlowState,
        claim: Claim? = nil, inner: [FlowEvent] = []
    ) {
        let object = normal(object, resource)
        let key = HeldKey(resource: resource, object: object)
        if isPartOfNothing(object, state) { return }
        // What is never freed may be counted or not.
        if resource.family == .reference, isStatic(terms.container(of: object)) {
            claim?.takeUp()
            return
        }
        let event = event(
            .acquired, "\(scene.actor)() acquires \(resource.noun) here", scene.span, actor: scene.actor, object: spelling(object), inner: inner)
        if let claim {
            if claims[event]?.contains(claim) != true { claims[event, default: []].append(claim) }
            claim.isMet = true
        }
        state.note(event)
        // A lock that was taken is there.
        if resource.family == .lock {
            _ = state.restrict(object, .valid, terms)
            noteFollowed(terms.container(of: object), &state)
        }
        if resource.family == .reference {
            let owner = terms.container(of: object)
            _ = state.restrict(owner, owner == object ? Range64(lower: 0, upper: .max) : .valid, terms)
        }
        state.released[key] = nil
        state.gone[object] = nil
        // Which of several shares of an object in memory a loop ends up with is not followed.
        if resource.family == .reference, !isFresh, case .load = terms[terms.container(of: object)], isInLoop(scene.site) {
            lose(terms.container(of: object), &state)
            if let holding = state.held[key], holding.count > 0 {
                takeUp(holding)
                state.held[key] = nil
            }
        }
        loseWhatBitsTell(resource, terms.container(of: object), &state)
        // One share more of an object that has an unknown number of them.
        if resource.family == .reference, !isFresh, state.lost.contains(terms.container(of: object)) {
            claim?.takeUp()
            return
        }
        guard var holding = state.held[key], !resource.isIdempotent else {
            state.held[key] = Holding(count: 1, isFresh: isFresh, isStored: isStored, event: event)
            return
        }
        holding.isStored = isStored
        if holding.count > 0, !resource.nests {
            // A callee has left it held that should not have: it is told there.
            if let left = claims[holding.event], !left.isEmpty {
                left.forEach { $0.contradict() }
                state.held[key] = Holding(count: 1, isFresh: false, event: event)
                return
            }
            report(.acquiredTwice, resource, object, actor: scene.actor, span: scene.span, since: holding.event, state)
            return
        }
        // What the function gave up before, it has again.
        if holding.count < 0 { claim?.takeUp() }
        holding.count = min(holding.count + 1, 4)
        holding.event = event
        state.held[key] = holding.count == 0 ? nil : holding
    }

    func hasShare(_ resource: Resource, _ object: Term, _ state: FlowState) -> Bool {
        (state.held[HeldKey(resource: resource, object: object)]?.count ?? 0) > 0
    }

    private func isInLoop(_ site: Int32) -> Bool { graph.loops.values.contains { $0.contains(Int(site >> 12)) } }

    /// Locks are told apart by their address, whatever is looked through to get there.
    ///
    /// What leads to it may be changed by others meanwhile, but then it is not this function that holds the lock there.
    func normal(_ object: Term, _ resource: Resource) -> Term {
        guard resource.family == .lock || resource.family == .state else { return object }
        let object = terms.timeless(object)
        guard resource.family == .lock, case .address(let cell) = terms[object], case .step(let outer, .field(let field)) = terms[cell],
            field.name == "rlock" || field.name == "raw_lock"
        else { return object }
        return terms.address(outer)
    }

    func release(_ effect: FunctionFacts.Effect, _ resource: Resource, _ object: Term, _ scene: CallScene, _ state: inout FlowState) -> Bool {
        let range = state.range(of: object, terms)
        if range == .exactly(0) {
            guard !effect.allowsNull, resource.isHandedOn, let failed = fallible[object], failed.failure.contains(0) else { return true }
            report(.nullRelease, resource, object, actor: failed.actor, span: scene.span, since: failed.event, state)
            return false
        }
        if range.upper < 0, resource.family != .lock {
            if !effect.allowsErrorPointer, let failed = fallible[object] {
                report(.badRelease, resource, object, actor: failed.actor, span: scene.span, since: failed.event, state)
                return false
            }
            return true
        }
        let manner = Manner(isHandedOver: effect.verb == .consume, isNeverLast: effect.isNeverLast || resource.id == "count" && !effect.isLast && scene.actor != "kref_put", isLast: effect.isLast)
        return release(resource, object, manner, scene, &state)
    }

    /// Whether an address is that of a member of null or of an error pointer.
    func isPartOfNothing(_ object: Term, _ state: FlowState) -> Bool {
        let owner = terms.container(of: object)
        return owner != object && state.range(of: owner, terms).upper <= 0
    }

    /// How a share is given up.
    struct Manner {
        var isHandedOver = false
        var isNeverLast = false
        var isLast = false
        /// A callee did it, and has been asked already which member it was that it released.
        var isNoted = false
    }

    /// Gives up a share; false where that cannot be.
    func release(
        _ resource: Resource, _ object: Term, _ manner: Manner, _ scene: CallScene, _ state: inout FlowState, inner: [FlowEvent] = []
    ) -> Bool {
        if state.range(of: object, terms) == .exactly(0) { return true }
        if isPartOfNothing(object, state) { return false }
        let isHandedOver = manner.isHandedOver
        // A share that the function took itself is not the one that memory keeps.
        if !manner.isNoted, !hasShare(resource, object, state) { noteReleased(object, resource, scene) }
        // A lock, or a count, inside of an object that is gone.
        let owner = terms.container(of: object)
        if owner != object || resource.family == .lock, let gone = state.gone[owner], !gone.isUsable, gone.resource.family == .memory || resource.family == .lock {
            reportUse(gone, owner, scene.span, &state)
            return false
        }
        let object = normal(object, resource)
        // The last share is not the last while this function has another, or others may.
        if manner.isLast {
            if let holding = state.held[HeldKey(resource: resource, object: object)], holding.count > 0 { return false }
            if state.lost.contains(terms.container(of: object)) { return false }
        }
        let kind: FlowEvent.Kind = isHandedOver ? .handedOver : .released
        let message = isHandedOver ? "\(scene.actor)() takes over \(resource.noun) here" : "\(scene.actor)() releases \(resource.noun) here"
        let event = event(kind, message, scene.span, actor: scene.actor, object: spelling(object), inner: inner)
        if resource.family == .lock { state.isDirty = true }
        switch resource.family {
        case .lock, .state: releaseState(resource, object, event, scene, &state)
        case .memory, .reference:
            releaseObject(resource, object, event, manner, scene, &state)
        }
        state.note(event)
        return true
    }

    private func releaseState(_ resource: Resource, _ object: Term, _ event: Int, _ scene: CallScene, _ state: inout FlowState) {
        let key = HeldKey(resource: resource, object: object)
        let holding = state.held[key]
        if resource.isIdempotent {
            if let holding { takeUp(holding) }
            state.held[key] = Holding(count: -1, isFresh: false, event: event)
            return
        }
        // Which element of an array it was that was locked may be known less well, or better, by now.
        if holding == nil, resource.family == .lock, let other = heldElement(like: object, resource, state) {
            takeUp(other.value)
            state.held[other.key] = nil
            state.released[key] = event
            return
        }
        if (holding?.count ?? 0) <= 0, let earlier = state.released[key] {
            // The same statement of a later round has most often another object.
            guard events[earlier].span != scene.span else { return }
            report(.doubleRelease, resource, object, actor: events[earlier].actor, span: scene.span, since: earlier, state)
            return
        }
        if let holding { takeUp(holding) }
        let count = (holding?.count ?? 0) - 1
        state.held[key] = count == 0 ? nil : Holding(count: count, isFresh: false, event: event)
        if count <= 0 { state.released[key] = event }
    }

    /// The lock that is held of an array's element, where it may be the one that is asked for.
    private func heldElement(like object: Term, _ resource: Resource, _ state: FlowState) -> (key: HeldKey, value: Holding)? {
        let any = terms.anyElement(object)
        // The one lock of a kind, reached another way: `iclog->ic_log->l_icloglock` is what was taken as `log->l_icloglock`.
        let alike = state.held.filter { $0.value.count > 0 && $0.key.resource == resource && $0.key.object != object && terms.lastField(of: $0.key.object) == terms.lastField(of: object) }
        if let field = terms.lastField(of: object), !field.name.isEmpty, alike.count == 1, isWayRound(object) || isWayRound(alike.first!.key.object) {
            return (alike.first!.key, alike.first!.value)
        }
        return state.held.filter { $0.value.count > 0 && $0.key.resource == resource && terms.anyElement($0.key.object) == any }
            .min { $0.key.object.number < $1.key.object.number }
    }

    /// Whether an object was found by following pointers, or in lists: they may have more holders than the one known.
    private func isFoundInMemory(_ owner: Term) -> Bool {
        switch terms[terms.displaced(owner)?.0 ?? owner] {
        case .load, .symbol(.link), .symbol(.joined), .symbol(.stale): true
        default: false
        }
    }

    /// Whether a lock is reached by way of a pointer in an object, rather than as a part of it.
    private func isWayRound(_ lock: Term) -> Bool {
        guard case .address(let cell) = terms[lock], let base = terms.base(of: cell), case .load = terms[base] else { return false }
        return true
    }

    private func releaseObject(
        _ resource: Resource, _ object: Term, _ event: Int, _ manner: Manner, _ scene: CallScene, _ state: inout FlowState
    ) {
        let isHandedOver = manner.isHandedOver
        let owner = resource.id == "count" || state.held[HeldKey(resource: resource, object: object)] == nil ? terms.container(of: object) : object
        loseWhatBitsTell(resource, owner, &state)
        if resource.family == .reference, state.lost.contains(owner), (state.held[HeldKey(resource: resource, object: object)]?.count ?? 0) <= 0 {
            endContents(of: owner, &state)
            return
        }
        if isStatic(owner) { return }
        if resource.family == .reference, state.unlinked.contains(owner) || state.unlinked.contains(terms.displaced(owner)?.0 ?? owner), (state.held[HeldKey(resource: resource, object: object)]?.count ?? 0) <= 0 {
            state.unlinked.remove(owner)
            endClaims(owner, &state)
            return
        }
        if resource.isEmbedded {
            let key = HeldKey(resource: resource, object: object)
            let holding = state.held[key]
            if let holding { takeUp(holding) }
            let count = (holding?.count ?? 0) - 1
            state.held[key] = count == 0 ? nil : Holding(count: max(count, -4), isFresh: false, event: event)
            return
        }
        if let gone = state.gone[object] ?? state.gone[owner], events[gone.event].span != scene.span {
            report(
                .doubleRelease, gone.resource, owner, actor: events[gone.event].actor, wasHandedOver: gone.isHandedOver, span: scene.span,
                since: gone.event, state)
            state.gone[object] = nil
            state.gone[owner] = nil
            return
        }
        if let key = givenKey(owner, resource) { state.held[key] = nil }
        // put_cred(override_creds(new)): the old credentials are not to be restored by this function.
        for (other, _) in state.held where other.resource.family == .state && other.object == object { state.held[other] = nil }
        // What memory still points to may have more holders than this one.
        let isInMemory = resource.family == .reference && isFoundInMemory(owner)
        let gone = Gone(resource: resource, isHandedOver: isHandedOver, isUsable: isHandedOver && resource.family == .reference, event: event)
        let key = HeldKey(resource: resource, object: object)
        if var holding = state.held[key], holding.count > 0 {
            takeUp(holding)
            holding.count -= 1
            state.held[key] = holding.count == 0 ? nil : holding
            if holding.count == 0, !holding.isFresh || isInMemory, resource.family == .reference { state.released[key] = event }
            if holding.count == 0, holding.isFresh, !manner.isNeverLast, !isInMemory { state.gone[owner] = gone }
        } else if resource.family == .reference, let other = counterpart(resource, owner, state) {
            takeUp(other.value)
            state.held[other.key] = other.value.count == 1 ? nil : Holding(count: other.value.count - 1, isFresh: other.value.isFresh, event: other.value.event)
        } else if let other = state.held.first(where: { $0.key.object == owner && $0.value.count > 0 && Self.covers(resource, $0.key.resource) }) {
            // The one share of a new object, whatever it is called.
            if manner.isLast { return }
            // It may not be the last one: then what is found through the object is still held by it.
            if resource.id == "count" { endContents(of: owner, &state) }
            takeUp(other.value)
            state.held[other.key] = nil
            if other.value.isFresh { state.gone[owner] = gone }
        } else {
            if manner.isLast, events[event].inner.isEmpty { state.orphans[owner] = event }
            let count = (state.held[key]?.count ?? 0) - 1
            var earlier = state.released[key]
            // A member's reference is one: it is not dropped twice.
            if earlier == nil, count <= -2, resource.family == .reference, !manner.isLast, !state.hasOtherNames(owner), case .load(let cell, _) = terms[owner], !isInLoop(scene.site),
                terms.lastField(of: terms.address(cell)).map({ !context.layouts.isLink($0) }) ?? isGlobal(cell)
            {
                earlier = state.held[key]?.event
            }
            if let earlier { excess[event] = earlier }
            state.held[key] = Holding(
                count: max(count, -4), isFresh: false, isHandedOver: isHandedOver, isNeverLast: manner.isNeverLast, isLast: manner.isLast,
                isExcess: earlier != nil, event: event)
            if !manner.isNeverLast, !manner.isLast, !isInMemory { state.gone[owner] = gone }
        }
        guard resource.family == .memory else { return }
        state.orphans[owner] = nil
        // What counted references to freed memory counts no longer.
        for (other, holding) in state.held where other.resource.family == .reference && terms.container(of: other.object) == owner && holding.count > 0 {
            state.held[other] = nil
        }
    }

    /// Whether the object is a variable of static storage: whatever its count, it stays.
    private func isGlobal(_ cell: Cell) -> Bool { if case .global = terms[cell] { true } else { false } }

    func isStatic(_ object: Term) -> Bool {
        guard case .address(let cell) = terms[object] else { return false }
        if case .global = terms[terms.root(of: cell)] { return true }
        return false
    }

    /// The given memory that an object is, or lies in: `container_of(args, ...)`.
    private func givenKey(_ object: Term, _ resource: Resource) -> HeldKey? {
        guard !given.isEmpty, resource.family == .memory else { return nil }
        let inner = terms.displaced(object)?.0 ?? object
        return given.keys.filter { $0.resource == resource && ($0.object == inner || $0.object == object) }.min { $0.object.number < $1.object.number }
    }

    /// The same share by its other name: taken by counting it, and dropped by the object's own function, or the other way.
    private func counterpart(_ resource: Resource, _ owner: Term, _ state: FlowState) -> (key: HeldKey, value: Holding)? {
        state.held.filter {
            $0.value.count > 0 && $0.key.resource.family == .reference && ($0.key.resource.id == "count") != (resource.id == "count")
                && terms.container(of: $0.key.object) == owner
        }.min { $0.key.object.number < $1.key.object.number }
    }

    /// Whether releasing one resource ends what another stands for.
    private static func covers(_ released: Resource, _ held: Resource) -> Bool {
        released.family == .memory ? held.family == .memory || held.family == .reference : held.family == .memory
    }

    func takeUp(_ holding: Holding) { claims[holding.event]?.forEach { $0.takeUp() } }

    // MARK: Where claims end

    /// The object goes where it cannot be followed: whatever is claimed of it ends, and what it holds is in its hands.
    ///
    /// - Parameter isTaken: somebody may release it; not so where a callee is known to look only.
    func endClaims(_ pointer: Term, isTaken: Bool = true, _ state: inout FlowState) {
        if isTaken {
            noteTaken(pointer)
            // call_rcu(&p->rcu, free): whoever has a part finds the whole.
            noteTaken(terms.container(of: pointer))
        }
        var work = [(value: pointer, isContent: false)]
        var seen: Set<Term> = []
        while let (next, isContent) = work.popLast() {
            let object = terms.container(of: next)
            guard seen.insert(object).inserted else { continue }
            state.orphans[object] = nil
            if !isContent { lose(object, &state) } else if case .symbol(.parameter) = terms[object] { lose(object, &state) }
            for (key, holding) in state.held where (key.resource.isHandedOn || holding.isGiven) && holding.count > 0 {
                guard key.object == object || key.object == next || key.object == terms.displaced(object)?.0 || isFound(terms.container(of: key.object), from: object) else { continue }
                takeUp(holding)
                if isContent, !holding.isFresh {
                    state.held[key]?.isStored = true
                } else {
                    state.held[key] = nil
                }
            }
            let variable: Cell? = if case .address(let cell) = terms[object] { terms.root(of: cell) } else { nil }
            for (cell, value) in state.store {
                if variable != nil ? terms.root(of: cell) == variable : terms.base(of: cell) == object { work.append((value, true)) }
            }
        }
    }

    /// Others have the object: what it holds is in their hands.
    private func endContents(of owner: Term, _ state: inout FlowState) {
        for (cell, value) in state.store where terms.base(of: cell) == owner { endClaims(value, &state) }
    }

    /// A share that is taken or dropped where a bit of the object was set or cleared goes with the bit.
    private func loseWhatBitsTell(_ resource: Resource, _ owner: Term, _ state: inout FlowState) {
        guard resource.id == "count", bitTests.contains(where: { $0.value == owner && state.ranges[$0.key] != nil }) else { return }
        lose(owner, &state)
    }

    /// How many shares there are of an object is no longer known.
    func lose(_ object: Term, _ state: inout FlowState) {
        switch terms[object] {
        case .symbol, .load: break
        default: return
        }
        state.lost.insert(object)
    }

    /// A cell is forgotten although its memory is still there: what it held is in that memory's hands.
    func dropCell(_ cell: Cell, _ state: inout FlowState) {
        guard let value = state.store[cell] else { return }
        state.store[cell] = nil
        // Freed memory owns nothing any more.
        if let base = terms.base(of: cell), state.gone[base]?.resource.family == .memory { return }
        let object = terms.container(of: value)
        if terms.variableNumber(of: cell) == nil, terms.leaves(of: object).isEmpty { lose(object, &state) }
        for (key, holding) in state.held where key.object == value || key.object == object || terms.container(of: key.object) == object {
            guard key.resource.isHandedOn, holding.count > 0 else { continue }
            takeUp(holding)
            state.held[key] = nil
        }
    }

    /// Whether an object is what a pointer in another object leads to.
    private func isFound(_ object: Term, from start: Term) -> Bool {
        var object = object
        while true {
            if object == start { return true }
            guard case .load(let cell, _) = terms[object], let base = terms.base(of: cell) else { return false }
            object = base
        }
    }

    /// A value is about to be stored.
    func storing(_ value: Term, in cell: Cell, _ state: inout FlowState) {
        noteStored(value, in: cell, state)
        // Which element of an array it is cannot be told: it will not be found again.
        if terms.isElement(cell) || isMoving(cell) { endClaims(value, &state) }
    }

    /// Whether the cell is what a pointer that goes from place to place points to: `*pages++ = page`, `*link = entry`.
    private func isMoving(_ cell: Cell) -> Bool {
        guard case .object(let pointer) = terms[cell] else { return false }
        return switch terms[pointer] {
        case .symbol(.joined), .binary(.add, _, _): true
        default: false
        }
    }

    // MARK: Touching

    /// Something reads or writes what a pointer points to; false where that ends the path.
    func touch(_ pointer: Term, _ place: Place, _ depth: Int, _ span: Span, _ state: inout FlowState) -> Bool {
        let object = terms.container(of: pointer)
        if !state.gone.isEmpty, let gone = state.gone[object] ?? state.gone[pointer], !gone.isUsable {
            reportUse(gone, object, span, &state)
            return false
        }
        noteFollowed(object, &state)
        return isUsable(pointer, span, &state)
    }

    private func noteFollowed(_ object: Term, _ state: inout FlowState) {
        if case .symbol(.parameter(let number)) = terms[terms.displaced(object)?.0 ?? object], number < 64 { state.followed |= 1 << number }
    }

    /// A callee follows some of its arguments on all of its ways; false where that ends the path.
    func follow(_ parameters: UInt64, _ scene: CallScene, _ state: inout FlowState) -> Bool {
        for (index, argument) in scene.arguments.enumerated().prefix(64) where parameters & 1 << index != 0 {
            let object = terms.container(of: argument)
            if let gone = state.gone[object] ?? state.gone[argument], !gone.isUsable {
                reportUse(gone, object, scene.span, &state)
                return false
            }
            noteFollowed(object, &state)
            guard isUsable(object, scene.span, &state) else { return false }
        }
        return true
    }

    private func reportUse(_ gone: Gone, _ object: Term, _ span: Span, _ state: inout FlowState) {
        report(
            .useAfterRelease, gone.resource, object, actor: events[gone.event].actor, wasHandedOver: gone.isHandedOver, span: span,
            since: gone.event, state)
        state.gone[object] = nil
    }

    /// Whether a pointer that is followed is one; takes in that it is.
    func isUsable(_ pointer: Term, _ span: Span, _ state: inout FlowState) -> Bool {
        let range = state.range(of: pointer, terms)
        if let failed = fallible[pointer], range.overlaps(failed.failure), failed.failure.lower > -5000 {
            let kind: Violation.Kind = failed.failure.lower < 0 ? .errorDereference : .nullDereference
            report(kind, nil, pointer, actor: failed.actor, span: span, since: failed.event, state)
            return false
        }
        if range.upper <= 0, case .integer = terms[pointer] { return false }
        switch terms[pointer] {
        case .symbol, .binary(.add, _, _), .load, .part: return range.lower > 0 || state.restrict(pointer, .valid, terms)
        default: return true
        }
    }

    /// Objects that are gone must not be given to functions either.
    func checkArguments(_ scene: CallScene, _ targets: [FunctionRef], _ state: inout FlowState) -> Bool {
        guard !state.gone.isEmpty else { return true }
        let effects = targets.compactMap { context.facts[$0.name]?.effects }.flatMap { $0 }
        // Printing an address touches nothing.
        if targets.contains(where: { $0.name.contains("print") || $0.name.hasPrefix("trace_") }) { return true }
        for (index, argument) in scene.arguments.enumerated() {
            guard let gone = state.gone[terms.container(of: argument)] ?? state.gone[argument], !gone.isUsable else { continue }
            if effects.contains(where: { $0.subject == .argument(index) && $0.verb != .acquire }) { continue }
            // A callee that is looked into tells itself whether it touches the object.
            if targets.allSatisfy({ context.facts[$0.name] == nil && context.summary(of: $0) != nil }) { continue }
            reportUse(gone, terms.container(of: argument), scene.span, &state)
            return false
        }
        return true
    }

    /// A branch has told something of a value: did a call fail? Returns whether that is news.
    ///
    /// - Parameter before: what was known before the branch, where it was not yet decided.
    @discardableResult
    func learned(_ value: Term, _ span: Span, _ state: inout FlowState, since before: FlowState? = nil) -> Bool {
        var isNews = false
        for leaf in terms.leaves(of: value) {
            guard let known = fallible[leaf] else { continue }
            let range = state.range(of: leaf, terms)
            if known.failure.contains(range) {
                // One error number that is asked for is one that is dealt with.
                if range.constant != nil, let before, before.range(of: leaf, terms).constant == nil, !terms.isPointer(leaf) { expected.insert(known.event) }
                guard state.failure?.result != leaf else { continue }
                isNews = true
                state.note(known.event)
                state.failure = Failure(result: leaf, event: known.event)
            } else if state.failure?.result == leaf {
                state.failure = nil
            }
        }
        return isNews
    }

    // MARK: Reporting

    func report(
        _ kind: Violation.Kind, _ resource: Resource?, _ object: Term, actor: String, wasHandedOver: Bool = false, span: Span,
        since event: Int, _ state: FlowState, ending: PathStep? = nil
    ) {
        let name = spelling(object)
        let key = ViolationKey(kind: kind, resource: resource, span: span, object: name)
        let path = steps(since: event, state) + (ending.map { [$0] } ?? [])
        if let known = violations[key], known.path.count <= path.count { return }
        violations[key] = Violation(
            kind, resource: resource, object: name, actor: actor, wasHandedOver: wasHandedOver, function: function, span: span, path: path)
    }

    /// The path from an event on: the event, the branches taken since, and what else happened to the same object.
    func steps(since event: Int, _ state: FlowState) -> [PathStep] {
        var found: [PathStep] = step(event)
        let all = state.events
        let object = events[event].object
        let rest = all.lastIndex(of: event).map { all[($0 + 1)...] } ?? []
        for number in rest {
            let later = events[number]
            guard later.kind == .branch || later.object == object && !object.isEmpty else { continue }
            found += step(number)
        }
        return found
    }

    private func step(_ number: Int) -> [PathStep] {
        let event = events[number]
        var found = [PathStep(event.message, at: event.function.position(event.span))]
        var inner = event.inner
        while let next = inner.first {
            found.append(PathStep(next.message, at: next.function.position(next.span)))
            inner = next.inner
        }
        return found
    }
}
