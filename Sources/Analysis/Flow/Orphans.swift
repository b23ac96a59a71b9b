import Findings
import Program

/// Objects that nobody frees although their time has come: the last share is dropped, or what they own is released.
extension FunctionFlow {
    /// Whoever is given an object whose last share was dropped may free it, or tell somebody who does.
    func adopt(_ scene: CallScene, _ targets: [FunctionRef], _ state: inout FlowState) {
        for argument in scene.arguments {
            let object = terms.container(of: argument)
            guard state.orphans[object] != nil, argument == object || !targets.allSatisfy(onlyLooks) else { continue }
            state.orphans[object] = nil
        }
    }

    /// Whether a function that is given the address of a member goes nowhere with it: locks, bits, lists' links.
    private func onlyLooks(_ target: FunctionRef) -> Bool {
        if let facts = context.tableFacts(of: target) {
            return !facts.relinks && facts.effects.allSatisfy { $0.resource?.family == .lock }
        }
        guard let summary = summary(of: target) else { return false }
        return !summary.callsUnknown && summary.outcomes.allSatisfy { $0.effects.allSatisfy { $0.resource.family == .lock } && $0.kept.isEmpty }
    }

    /// The last share is dropped, and the object is left as it is.
    func judgeOrphans(_ endings: [Ending]) {
        for ending in endings {
            for (object, event) in ending.exit.state.orphans where function.returnType == .void || isFreed(object, besides: ending, endings) {
                report(
                    .notFreed, nil, object, actor: events[event].actor, span: events[event].span, since: event, ending.exit.state,
                    ending: PathStep("returns here", at: function.position(ending.exit.span)))
            }
        }
    }

    private func isFreed(_ object: Term, besides ending: Ending, _ endings: [Ending]) -> Bool {
        endings.contains { other in
            other.kind == ending.kind && other.effects.contains { $0.key.resource.family == .memory && $0.value.count < 0 && terms.container(of: $0.key.object) == object }
        }
    }

    /// What an object owns is released as on other ways out, but then they free the object and this one does not.
    func judgeHalfReleased(_ endings: [Ending]) {
        for whole in endings {
            for (key, holding) in whole.effects where key.resource.family == .memory && holding.count < 0 && events[holding.event].inner.isEmpty {
                for half in endings where half.kind == whole.kind && !half.effects.contains(where: { isFreeing($0, key.object) }) && !areToldApart(half, by: key.object, whole) {
                    guard let member = releasedMember(of: terms.container(of: key.object), half, whole) else { continue }
                    report(
                        .halfReleased, key.resource, key.object, actor: events[holding.event].actor, span: half.exit.span, since: member, half.exit.state,
                        ending: PathStep("returns here", at: function.position(half.exit.span)))
                }
            }
        }
    }

    /// Whether an effect frees an object, or one that it is part of, or that is part of it.
    private func isFreeing(_ effect: (key: HeldKey, value: Holding), _ object: Term) -> Bool {
        func base(_ term: Term) -> Term { terms.displaced(terms.container(of: term))?.0 ?? terms.container(of: term) }
        return effect.key.resource.family == .memory && effect.value.count < 0 && base(effect.key.object) == base(object)
    }

    /// The release, on both ways out, of what a member of the object points to, while the member still does.
    private func releasedMember(of object: Term, _ half: Ending, _ whole: Ending) -> Int? {
        half.effects.filter { key, holding in
            guard holding.count < 0, whole.effects[key] != nil, key.resource.isHandedOn, case .load(let cell, _) = terms[terms.container(of: key.object)],
                let base = terms.base(of: cell)
            else { return false }
            return (base == object || terms.displaced(base)?.0 == object || terms.displaced(object)?.0 == base) && half.exit.state.store[cell] == nil
        }.map(\.value.event).min()
    }

    /// What is released for good on one way out is not on another, and what decides between the two has nothing to do with the
    /// object, nor with anything else that callers know: they cannot tell whether it is gone.
    func judgeUnrelated(_ endings: [Ending]) {
        // Few ways out have anything to do with what is the system's.
        let asked = endings.map { ending in ending.exit.state.ranges.filter { isOthers($0.key) } }
        let halves = endings.indices.filter { !asked[$0].isEmpty }
        guard !halves.isEmpty else { return }
        var told: Set<UnrelatedWay> = []
        for whole in endings {
            for (key, holding) in whole.effects where isForGood(key, holding, whole) {
                let object = terms.container(of: key.object)
                for index in halves where endings[index].kind == whole.kind && endings[index].effects[key] == nil {
                    let half = endings[index]
                    guard asked[index].contains(where: { !$0.value.overlaps(whole.exit.state.range(of: $0.key, terms)) }),
                        !half.exit.state.lost.contains(where: { isSame($0, object) }), half.exit.state.range(of: object, terms) != .exactly(0),
                        !half.effects.contains(where: { $0.value.count < 0 && isSame(terms.container(of: $0.key.object), object) }),
                        areToldApartByOthers(half.exit.state, whole.exit.state, isMember: isMember(object)), told.insert(UnrelatedWay(key: key, span: half.exit.span)).inserted
                    else { continue }
                    report(
                        .unrelated, key.resource, key.object, actor: events[holding.event].actor, span: half.exit.span, since: holding.event, half.exit.state,
                        ending: PathStep("returns here", at: function.position(half.exit.span)))
                }
            }
        }
    }

    /// Whether two addresses are of one object, which container_of() has found from a member of its own.
    private func isSame(_ one: Term, _ other: Term) -> Bool { terms.undisplaced(one) == terms.undisplaced(other) }

    private struct UnrelatedWay: Hashable {
        let key: HeldKey
        let span: Span
    }

    /// Whether something that the function was given is released, and not in a way that others see: a member that is
    /// cleared is one of which they see that it is gone, or is not.
    private func isForGood(_ key: HeldKey, _ holding: Holding, _ ending: Ending) -> Bool {
        guard key.resource.family == .memory || key.resource.family == .reference, holding.count < 0, !holding.isExcess, !key.resource.isEmbedded, !key.resource.isPooled,
            terms.leaves(of: key.object).isEmpty, terms.isGiven(key.object) || isInVariable(key.object), !terms.isByElement(key.object)
        else { return false }
        if case .load(let cell, _) = terms[terms.container(of: key.object)] { return ending.exit.state.store[cell] == nil }
        return true
    }

    /// Whether an object is what a variable points to that is there all the time: a module's cache, or its directory in sysfs.
    private func isInVariable(_ object: Term) -> Bool {
        guard case .load(let cell, _) = terms[terms.container(of: object)], case .global(let name) = terms[cell] else { return false }
        return name != "current"
    }

    /// Whether an object was found by way of what the function was given.
    private func isMember(_ object: Term) -> Bool {
        if case .load = terms[terms.undisplaced(object)] { true } else { false }
    }

    /// Whether what two ways out differ in is known, and all of it is the system's.
    ///
    /// - Parameter isMember: a variable that stays as it is may have decided, too, whether the member was set at all: a
    ///   module's parameter. The task that runs has not.
    private func areToldApartByOthers(_ half: FlowState, _ whole: FlowState, isMember: Bool) -> Bool {
        half.ranges.allSatisfy { term, range in
            isOthers(term) && (!isMember || isOfTask(term)) || range.overlaps(whole.range(of: term, terms))
        }
    }

    /// Whether a value is read from the task that runs, or from what its pointers lead to.
    private func isOfTask(_ term: Term) -> Bool {
        switch terms[term] {
        case .load(let cell, _), .address(let cell):
            switch terms[terms.root(of: cell)] {
            case .global(let name): name == "current"
            case .object(let pointer): isOfTask(pointer)
            default: false
            }
        case .unary(_, let inner), .part(let inner, _): isOfTask(inner)
        case .binary(_, let left, let right): isOfTask(left) && (isOfTask(right) || terms.constant(right) != nil)
        default: false
        }
    }

    /// Whether a value is a variable of the kernel, or of the task that runs: nothing that came with the call.
    private func isOthers(_ term: Term) -> Bool { terms.leaves(of: term).isEmpty && !terms.isGiven(term) }

    /// Whether something of what the function was given says which of two ways is taken.
    private func areToldApart(_ half: Ending, by object: Term, _ whole: Ending) -> Bool {
        if half.exit.state.range(of: object, terms) == .exactly(0) { return true }
        return half.exit.state.ranges.contains { term, range in
            terms.leaves(of: term).isEmpty && terms.isGiven(term) && !range.overlaps(whole.exit.state.range(of: term, terms))
        }
    }
}
