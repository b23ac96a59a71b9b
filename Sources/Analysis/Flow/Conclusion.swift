import Findings
import Program

/// What a function's ways out come to: findings about what it holds, and a summary for its callers.
extension FunctionFlow {
    struct Ending {
        var exit: Exit
        var result: Range64
        /// What is left for the caller, or taken from it.
        var effects: [HeldKey: Holding]
        /// Those of them of which callers cannot know what they are about: a share of an entry that was found in a list.
        var nameless: Set<HeldKey>
        /// What callers test the result for; nil where nothing is returned.
        var kind: Range64.Sign?
        /// As they are spelled, the objects of which something was acquired on the way and given up again.
        var ended: Set<String>
    }

    /// Judges the ways out; nil where the function could not be followed to the end.
    func conclude() -> Summary? {
        guard !isExhausted, !isIncomplete else { return nil }
        let endings = exits.map(ending)
        judge(endings)
        judgeStored(endings)
        judgeContracts(endings)
        judgeOrphans(endings)
        judgeHalfReleased(endings)
        judgeUnrelated(endings)
        judgeStaleResults()
        judgeOverwrittenErrors()
        return summarise(endings)
    }

    private func ending(_ exit: Exit) -> Ending {
        let range = exit.result.map { exit.state.range(of: $0, terms) } ?? .all
        var effects: [HeldKey: Holding] = [:]
        var nameless: Set<HeldKey> = []
        judgeExcess(exit)
        if !exit.state.held.isEmpty {
            let reached = reach(exit)
            let isMethod = context.slots[function.ref] != nil
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
                    // The array by which it was to be found is gone by now: whoever ended that has gone through it.
                    if isFound, lock.isStored, reached[object] == nil {
                        takeUp(holding)
                        continue
                    }
                    lock.isStored = lock.isStored || isFound && reached[object] != nil
                    effects[key] = lock
                    continue
                }
                let isReturned = exit.result.map { $0 == key.object || $0 == object || terms.container(of: $0) == object } ?? false
                if isReturnedMoved(key, exit) {
                    takeUp(holding)
                    continue
                }
                switch reached[key.object] ?? reached[object] ?? reached[owner(of: object)] {
                case _ where holding.isStored: effects[key] = holding
                case .caller? where holding.isFresh || isReturned:
                    effects[key] = holding
                    // Callers that cannot be seen have it.
                    if isMethod { noteKept(key, holding) }
                case nil:
                    if holding.isFresh, key.resource.family != .state, !isLeftToPartner(key) {
                        reportLeak(key, holding, exit)
                    } else {
                        effects[key] = holding
                        if key.resource.family == .reference, !terms.leaves(of: key.object).isEmpty { nameless.insert(key) }
                    }
                case .caller?, .elsewhere?, .both?:
                    takeUp(holding)
                    if reached[key.object] != .caller || isMethod { noteKept(key, holding) }
                    var stored = holding
                    stored.isStored = true
                    if !holding.isFresh, terms.leaves(of: key.object).isEmpty { effects[key] = stored }
                }
            }
        }
        for (key, event) in given where key.resource.family != .memory && effects[key] == nil && exit.state.held[key] == nil {
            effects[key] = Holding(count: -1, isFresh: false, event: event)
        }
        return Ending(exit: exit, result: range, effects: effects, nameless: nameless, kind: exit.result == nil ? nil : range.sign, ended: ended(exit.state))
    }

    /// Worked out once for each way out: where there are many, each is held against all others.
    private func ended(_ state: FlowState) -> Set<String> {
        var acquired: Set<String> = [], givenUp: Set<String> = []
        for number in state.events {
            switch events[number].kind {
            case .acquired: acquired.insert(events[number].object)
            case .released, .handedOver: givenUp.insert(events[number].object)
            case .failed, .branch, .sleeps: continue
            }
        }
        return acquired.intersection(givenUp)
    }

    /// Whether what is returned is the object's address and an unknown number: callers free it by a name that is not known here.
    private func isReturnedMoved(_ key: HeldKey, _ exit: Exit) -> Bool {
        guard key.resource.family == .memory, let result = exit.result, case .binary(let operation, let start, let amount) = terms[result],
            operation == .add || operation == .subtract, terms.constant(amount) == nil
        else { return false }
        return start == key.object
    }

    /// Whether another method of the table looks the object up again, and drops the share: only what is counted is there to be found.
    private func isLeftToPartner(_ key: HeldKey) -> Bool {
        key.resource.family == .reference && function.returnType == .void
            && (context.slots[function.ref] ?? []).contains { ClaimJudge.hasPartner($0, key.resource, isLock: false) }
    }

    /// What leads to an object that was found as a member: a share of `type->owner` goes with whoever is given the type.
    private func owner(of object: Term) -> Term {
        guard case .load(let cell, _) = terms[object], let base = terms.base(of: cell) else { return object }
        return base
    }

    // MARK: Who can still reach an object

    enum Reach {
        case caller, elsewhere
        /// The caller is given what others find too: it is theirs.
        case both
    }

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
                guard found[term] != .both, found[term] != how else { continue }
                found[term] = found[term] == nil ? how : .both
                for part in parts[term] ?? [] { work.append((part, how)) }
            }
        }
        return found
    }
}
