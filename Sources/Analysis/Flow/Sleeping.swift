import Findings
import Program

/// One place where a function may sleep, or wait for the server, as its callers see it.
struct SleepPoint: Hashable {
    struct Condition: Hashable {
        /// A number or pointer that was given by value, or what is computed from one.
        var term: Term
        var range: Range64
    }

    /// What has to hold of the arguments.
    var conditions: Set<Condition>
    /// The caller's locks that are not held there: they were dropped before. Only their names count, since a callee comes
    /// to a lock by other ways than its caller: `wpa->inode` and `inode`.
    var dropped: Set<Lock>
    /// What it sleeps for is an answer of the server.
    var asksServer: Bool
    var event: FlowEvent

    /// Whether whoever may not do what the other does may not do this either, for no more reasons.
    func covers(_ other: SleepPoint) -> Bool {
        (asksServer || !other.asksServer) && conditions.isSubset(of: other.conditions) && dropped.isSubset(of: other.dropped)
    }

    struct Lock: Hashable {
        var resource: Resource
        var name: FlowNotes.LockName
        /// The lock itself, where it has no name in this function but what the caller calls it: `lock`.
        var given: Term?
    }
}

/// Where the function may sleep, and whether it holds then what forbids that.
extension FunctionFlow {
    /// Points that callers are told of.
    private static let pointLimit = 8

    func noteSleep(in target: FunctionRef, _ scene: CallScene, _ state: FlowState) {
        if let sleep = context.facts.sleep(of: target.name) {
            if sleep.isForLast, hasAnotherHolder(target, scene, state) { return }
            guard let conditions = conditions(of: sleep, scene, state) else { return }
            addSleep(SleepPoint(conditions: conditions, dropped: [], asksServer: sleep.asksServer, event: calling(scene, asksServer: sleep.asksServer)), scene, state)
        } else if context.tableFacts(of: target) == nil, let summary = summary(of: target), !summary.sleeps.isEmpty {
            var importer = Importer(summary, to: terms, scene: scene, state: state)
            for point in summary.sleeps {
                guard let conditions = conditions(point.conditions.map { (importer.term($0.term), $0.range) }, state) else { continue }
                let dropped = Set(point.dropped.map { dropped in
                    dropped.given.map { lock(HeldKey(resource: dropped.resource, object: importer.term($0))) } ?? dropped
                })
                addSleep(
                    SleepPoint(
                        conditions: conditions, dropped: dropped, asksServer: point.asksServer,
                        event: calling(scene, asksServer: point.asksServer, inner: [point.event])), scene, state)
            }
        }
    }

    /// Whether a share that is dropped was taken of an object that others held already, or who holds it is not known: it
    /// need not be the last one.
    private func hasAnotherHolder(_ target: FunctionRef, _ scene: CallScene, _ state: FlowState) -> Bool {
        context.facts[target.name]?.effects.contains { effect in
            guard let resource = effect.resource, case .argument(let index) = effect.subject, index < scene.arguments.count else { return false }
            let object = state.canonical(scene.arguments[index], terms)
            if state.lost.contains(terms.container(of: object)) { return true }
            guard let holding = state.held[HeldKey(resource: resource, object: object)] else { return false }
            return holding.count > 0 && !holding.isFresh
        } ?? false
    }

    /// What has to hold of this function's arguments for a call to sleep; nil where it does not, or cannot be told.
    private func conditions(of sleep: FunctionFacts.Sleep, _ scene: CallScene, _ state: FlowState) -> Set<SleepPoint.Condition>? {
        guard let flag = sleep.flag else { return [] }
        guard flag.argument < scene.arguments.count else { return nil }
        let bits = state.compute(.and, scene.arguments[flag.argument], terms.integer(flag.mask), terms)
        return conditions([(bits, Range64(lower: .min, upper: .max, excludesZero: true))], state)
    }

    private func conditions(_ needed: [(term: Term, range: Range64)], _ state: FlowState) -> Set<SleepPoint.Condition>? {
        var open: Set<SleepPoint.Condition> = []
        for (term, range) in needed {
            let known = state.range(of: term, terms)
            let both = known.meet(range)
            if both.isEmpty { return nil }
            if both == known { continue }
            // What a function is called with may be any pointer, and is one where it is followed.
            if range == .valid { continue }
            guard isByValue(term) else { return nil }
            open.insert(SleepPoint.Condition(term: term, range: range))
        }
        return open
    }

    /// Whether a term says something of the arguments themselves, and of nothing that they lead to.
    private func isByValue(_ term: Term) -> Bool {
        switch terms[term] {
        case .symbol(.parameter), .integer: true
        case .unary(_, let inner): isByValue(inner)
        case .binary(_, let left, let right): isByValue(left) && isByValue(right)
        default: false
        }
    }

    /// What the path of a finding says of a call that may sleep.
    private func calling(_ scene: CallScene, asksServer: Bool, inner: [FlowEvent] = []) -> FlowEvent {
        FlowEvent(
            kind: .sleeps, message: "\(scene.actor)() may \(asksServer ? "wait for the server" : "sleep")", span: scene.span, function: function,
            actor: scene.actor, inner: inner)
    }

    private func addSleep(_ point: SleepPoint, _ scene: CallScene, _ state: FlowState) {
        // A copy from the user that may not fault does not sleep either.
        if state.held.contains(where: { $0.key.resource.id == "no-fault" && $0.value.count > 0 }) { return }
        // What is done behind a warning is to save what can be saved.
        if state.isWarned { return }
        // Where nobody is known who calls the function, its arguments may be whatever they have to be: a contract says all that it can.
        if point.conditions.isEmpty || restriction != nil { judgeSleep(point, scene, state) }
        var point = point
        for (term, range) in state.ranges where isByValue(term) && range != .valid {
            point.conditions.insert(SleepPoint.Condition(term: term, range: range))
        }
        for (key, holding) in state.held where holding.count < 0 && (key.resource.forbidsSleep || key.resource.forbidsServer) {
            point.dropped.insert(lock(key))
        }
        if sleeps.contains(where: { $0.covers(point) }) { return }
        sleeps.removeAll { point.covers($0) }
        if sleeps.count < Self.pointLimit { sleeps.append(point) }
    }

    /// A function settles something by being asked: `fuse_is_bad()`.
    func noteCheck(by target: FunctionRef, _ scene: CallScene, _ state: inout FlowState) {
        guard let checked = context.facts[target.name]?.checks else { return }
        let number = event(.released, "\(target.name)() is asked here", scene.span, actor: target.name)
        state.held[HeldKey(resource: checked, object: terms.address(terms.global("context")))] = Holding(count: -1, isFresh: false, event: number)
    }

    private func lock(_ key: HeldKey) -> SleepPoint.Lock {
        let name = lockName(key.object)
        return SleepPoint.Lock(resource: key.resource, name: name, given: name == .other && terms.leaves(of: key.object).isEmpty ? key.object : nil)
    }

    /// Reports a call that may sleep, or wait for the server, while something is held that forbids it.
    private func judgeSleep(_ point: SleepPoint, _ scene: CallScene, _ state: FlowState) {
        let holders = state.held.filter {
            $0.value.count > 0 && ($0.key.resource.forbidsSleep || point.asksServer && $0.key.resource.forbidsServer) && !point.dropped.contains(lock($0.key))
        }
        // The one that was taken last is the one that the reader has before him.
        guard let (key, holding) = holders.max(by: { $0.value.event < $1.value.event }) else { return }
        var told = state
        told.note(event(.sleeps, point.event.message, scene.span, actor: scene.actor, inner: point.event.inner))
        report(.sleeps, key.resource, key.object, actor: scene.actor, span: scene.span, since: holding.event, told)
    }
}
