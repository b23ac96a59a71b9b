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
        if resource.family == .lock, isForOthers(scene) {
            takeUp(claim)
            return
        }
        // What is never freed may be counted or not.
        if resource.family == .reference, isStatic(terms.container(of: object)) {
            takeUp(claim)
            return
        }
        let event = event(
            .acquired, "\(scene.actor)() acquires \(resource.noun) here", scene.span, actor: scene.actor, object: spelling(object), inner: inner)
        if let claim {
            if claims[event]?.contains(claim) != true { claims[event, default: []].append(claim) }
            notes.met.insert(claim)
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
        if isFresh, resource.family == .memory, allocated[object] == nil { allocated[object] = .unknown }
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
            takeUp(claim)
            return
        }
        let isStored = isStored || resource.family == .lock && isInOthersArray(object, state)
        guard var holding = state.held[key], !resource.isIdempotent else {
            state.held[key] = Holding(count: 1, isFresh: isFresh, isStored: isStored, event: event)
            return
        }
        holding.isStored = isStored
        if holding.count > 0, !resource.nests {
            // A callee has left it held that should not have: it is told there.
            if let left = claims[holding.event], !left.isEmpty {
                notes.contradicted.formUnion(left)
                state.held[key] = Holding(count: 1, isFresh: false, event: event)
                return
            }
            report(.acquiredTwice, resource, object, actor: scene.actor, span: scene.span, since: holding.event, state)
            return
        }
        // What the function gave up before, it has again.
        if holding.count < 0 { takeUp(claim) }
        holding.count = min(holding.count + 1, 4)
        holding.event = event
        state.held[key] = holding.count == 0 ? nil : holding
    }

    /// Whether a lock is taken or given up for another task: include/linux/rwsem.h, down_read_non_owner().
    private func isForOthers(_ scene: CallScene) -> Bool {
        scene.actor.hasSuffix("_non_owner") || function.macroName(scene.span)?.hasSuffix("_non_owner") == true
    }

    /// Whether the function holds something that it took itself, or was given.
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
        /// A callee did it, for a reason that this path does not know of: it may as well not have done it.
        var isChance = false
    }

    /// Gives up a share; false where that cannot be.
    func release(
        _ resource: Resource, _ object: Term, _ manner: Manner, _ scene: CallScene, _ state: inout FlowState, inner: [FlowEvent] = []
    ) -> Bool {
        if state.range(of: object, terms) == .exactly(0) { return true }
        if isPartOfNothing(object, state) { return false }
        if resource.family == .lock, isForOthers(scene) { return true }
        let isHandedOver = manner.isHandedOver
        // A share that the function took itself is not the one that memory keeps.
        if !manner.isNoted, !hasShare(resource, object, state) { noteReleased(object, resource, scene) }
        if resource.family == .memory { noteFreed(object, scene, state) }
        // A lock, or a count, inside of an object that is gone.
        let owner = terms.container(of: object)
        if owner != object || resource.family == .lock, let gone = state.gone[owner], gone.isOut, gone.resource.family == .memory || resource.family == .lock {
            reportUse(gone, owner, scene.span, &state)
            return false
        }
        let object = normal(object, resource)
        // The last share is not the last while this function has another, or others may.
        if manner.isLast {
            if hasShare(resource, object, state) { return false }
            if state.lost.contains(terms.container(of: object)) { return false }
        }
        let kind: FlowEvent.Kind = isHandedOver ? .handedOver : .released
        let message = isHandedOver ? "\(scene.actor)() takes over \(resource.noun) here" : "\(scene.actor)() releases \(resource.noun) here"
        let event = event(kind, message, scene.span, actor: scene.actor, object: spelling(object), inner: inner)
        if resource.family == .lock { state.isDirty = true }
        switch resource.family {
        case .lock, .state: releaseState(resource, object, event, manner, scene, &state)
        case .memory, .reference:
            releaseObject(resource, object, event, manner, scene, &state)
        }
        state.note(event)
        return true
    }

    private func releaseState(_ resource: Resource, _ object: Term, _ event: Int, _ manner: Manner, _ scene: CallScene, _ state: inout FlowState) {
        let key = HeldKey(resource: resource, object: object)
        let holding = state.held[key]
        if resource.family == .lock, let lock = terms.lastField(of: object) {
            unlocked.insert(Unlock(resource: resource, lock: lock, block: Int(scene.site >> 12)))
        }
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
        // What is given up in one round after another is given up once.
        let count = max((holding?.count ?? 0) - 1, resource.nests ? -4 : -1)
        state.held[key] = count == 0 ? nil : Holding(count: count, isFresh: false, event: event)
        if count <= 0, !manner.isChance { state.released[key] = event }
    }

    /// The lock that is held of an array's element, where it may be the one that is asked for.
    private func heldElement(like object: Term, _ resource: Resource, _ state: FlowState) -> (key: HeldKey, value: Holding)? {
        let any = terms.anyElement(object)
        // The one lock of a kind, reached another way: `iclog->ic_log->l_icloglock` is what was taken as `log->l_icloglock`.
        let alike = state.held.filter { $0.value.count > 0 && $0.key.resource == resource && $0.key.object != object && terms.lastField(of: $0.key.object) == terms.lastField(of: object) }
        if let field = terms.lastField(of: object), !field.name.isEmpty, alike.count == 1, isWayRound(object) || isWayRound(alike.first!.key.object) {
            return (alike.first!.key, alike.first!.value)
        }
        let entry = terms.anyEntry(any)
        return state.held.filter { $0.value.count > 0 && $0.key.resource == resource && (terms.anyElement($0.key.object) == any || $0.key.object == entry) }
            .min { $0.key.object.number < $1.key.object.number }
    }

    /// Whether an object was found by following pointers, or in lists: they may have more holders than the one known.
    private func isFoundInMemory(_ owner: Term) -> Bool {
        switch terms[terms.undisplaced(owner)] {
        case .load, .symbol(.link), .symbol(.joined), .symbol(.stale): true
        default: false
        }
    }

    /// Whether a lock is reached by way of a pointer in an object, rather than as a part of it.
    private func isWayRound(_ lock: Term) -> Bool {
        guard case .address(let cell) = terms[lock], let base = terms.base(of: cell), case .load = terms[base] else { return false }
        return true
    }

    /// Which element of an array it is that is released in a round of a loop is not known, so it may be each of them.
    private func endElements(besides object: Term, _ state: inout FlowState) {
        // `*pages` is one of them too, and what is known of it stands for all of the array.
        if case .part(let first, .index) = terms[object] { endClaims(first, &state) }
        guard case .load(let element, _) = terms[object], terms.isElement(element) else { return }
        let number = terms.variableNumber(of: element)
        let any = terms.anyElement(terms.address(element))
        for (cell, value) in state.store where cell != element {
            guard number.map({ terms.variableNumber(of: cell) == $0 }) ?? (terms.anyElement(terms.address(cell)) == any) else { continue }
            endClaims(value, &state)
        }
    }

    private func releaseObject(
        _ resource: Resource, _ object: Term, _ event: Int, _ manner: Manner, _ scene: CallScene, _ state: inout FlowState
    ) {
        let isHandedOver = manner.isHandedOver
        endElements(besides: object, &state)
        let owner = resource.id == "count" || state.held[HeldKey(resource: resource, object: object)] == nil ? terms.container(of: object) : object
        loseWhatBitsTell(resource, owner, &state)
        // Each of two places where the path has found the object may have a share of its own.
        if resource.family == .reference, !hasShare(resource, object, state), state.hasOtherNames(owner) { lose(owner, &state) }
        if resource.family == .reference, state.lost.contains(owner), !hasShare(resource, object, state) {
            endContents(of: owner, &state)
            return
        }
        if isStatic(owner) { return }
        if resource.family == .reference, state.unlinked.contains(owner) || state.unlinked.contains(terms.undisplaced(owner)) {
            // Beside a share of the function's own: which of the two it is that is dropped is not told apart.
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
        if let gone = state.gone[object] ?? state.gone[owner], !gone.isShared, events[gone.event].span != scene.span {
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
        let gone = Gone(resource: resource, isHandedOver: isHandedOver, isUsable: isHandedOver && resource.family == .reference,
            isShared: isInMemory, event: event)
        let key = HeldKey(resource: resource, object: object)
        if var holding = state.held[key], holding.count > 0 {
            takeUp(holding)
            holding.count -= 1
            state.held[key] = holding.count == 0 ? nil : holding
            if holding.count == 0, !holding.isFresh || isInMemory, resource.family == .reference { state.released[key] = event }
            // Who looks an object up with a share of it has nothing else that keeps it.
            if holding.count == 0, holding.isFresh, !manner.isNeverLast { state.gone[owner] = gone }
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
            var earlier = resource.isPooled ? nil : state.released[key]
            // A member's reference is one: it is not dropped twice.
            if earlier == nil, count <= -2, resource.family == .reference, !resource.isPooled, !manner.isLast, !state.hasOtherNames(owner), case .load(let cell, _) = terms[owner],
                !isInLoop(scene.site) || isOfThisRound(state.held[key]?.event, scene),
                terms.lastField(of: terms.address(cell)).map({ !terms.layouts.isLink($0) }) ?? isGlobal(cell)
            {
                earlier = state.held[key]?.event
            }
            if let earlier, isInLoop(scene.site), events[event].inner.isEmpty, events[earlier].inner.isEmpty, isOfThisRound(earlier, scene) {
                // In the next round it is another object.
                report(.doubleRelease, resource, owner, actor: events[earlier].actor, span: scene.span, since: earlier, state)
                return
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

    /// Whether something has happened earlier in the same round of a loop, since it is in the block of the call.
    private func isOfThisRound(_ event: Int?, _ scene: CallScene) -> Bool {
        guard let span = event.map({ events[$0].span }), span != scene.span else { return false }
        return function.blocks[Int(scene.site >> 12)].statements.prefix(Int(scene.site & 0xfff)).contains { $0.span == span }
    }

    private func isGlobal(_ cell: Cell) -> Bool { if case .global = terms[cell] { true } else { false } }

    /// Whether the object is a variable of static storage: whatever its count, it stays.
    func isStatic(_ object: Term) -> Bool {
        if case .address(let cell) = terms[object] { isGlobal(terms.root(of: cell)) } else { false }
    }

    /// The given memory that an object is, or lies in: `container_of(args, ...)`.
    private func givenKey(_ object: Term, _ resource: Resource) -> HeldKey? {
        guard !given.isEmpty, resource.family == .memory else { return nil }
        let inner = terms.undisplaced(object)
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

    func takeUp(_ holding: Holding) { notes.takenUp.formUnion(claims[holding.event] ?? []) }

    private func takeUp(_ claim: Claim?) { if let claim { notes.takenUp.insert(claim) } }
}
