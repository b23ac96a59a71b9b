import Findings
import Program

/// What a function owes by a contract that others rely on: its slot's, or its own annotations'.
extension FunctionFlow {
    /// What the function is entered with, by the contract of the slots that it is put into.
    func takeGiven(_ state: inout FlowState) {
        for (slot, effect) in context.handed(to: function.ref) {
            guard case .argument(let index) = effect.subject, index < function.parameterCount, let resource = effect.resource else { continue }
            let object = terms.symbol(.parameter(index), .pointer)
            let name = function.variables[index].name
            let event = event(
                .acquired, "\(slot) is called with \(resource.noun) on '\(name)'", function.nameSpan, actor: slot.description, object: name)
            let key = HeldKey(resource: resource, object: object)
            _ = state.restrict(object, .valid, terms)
            hold(key, event, &state)
            given[key] = event
        }
    }

    /// Something is held from the function's start on.
    private func hold(_ key: HeldKey, _ event: Int, _ state: inout FlowState) {
        state.note(event)
        state.held[key] = Holding(count: 1, isFresh: false, isGiven: true, event: event)
    }

    /// What holds when a function is entered in a way that forbids it something; false where it never is.
    func enter(_ entry: RestrictedEntry, _ state: inout FlowState) -> Bool {
        func argument(_ index: Int) -> Term? {
            let number = index < 0 ? function.parameterCount + index : index
            guard (0..<function.parameterCount).contains(number) else { return nil }
            return state.read(terms.variable(number), terms)
        }
        switch entry.condition {
        case .always: break
        case .null(let index):
            guard let value = argument(index), state.restrict(value, .exactly(0), terms) else { return false }
        case .notNull(let index):
            guard let value = argument(index), state.assume(value, true, terms) else { return false }
        case .bits(let index, let bits):
            guard let value = argument(index) else { return false }
            for bit in bits {
                guard state.assume(state.compute(.and, value, terms.integer(bit), terms), true, terms) else { return false }
            }
        }
        var object = terms.address(terms.global("context"))
        var resource = entry.resource
        if let lock = entry.lock {
            if let argument = argument(lock.argument), let found = member(of: argument, lock) {
                object = found
            } else {
                // It cannot be told when the function drops it.
                resource = RestrictedEntry.atomic
            }
        }
        let event = event(.acquired, entry.text, function.nameSpan, actor: entry.place)
        hold(HeldKey(resource: resource, object: object), event, &state)
        return true
    }

    /// What was given and is still there on a way out.
    func judgeContracts(_ endings: [Ending]) {
        for ending in endings {
            for (key, event) in given {
                guard let holding = ending.exit.state.held[key], holding.isGiven, holding.count > 0 else { continue }
                // It lies where others find it.
                if key.resource.family == .memory, reach(ending.exit)[key.object] != nil { continue }
                // AOP_WRITEPAGE_ACTIVATE, AOP_TRUNCATED_PAGE: include/linux/fs.h.
                if ending.result.lower >= 0x80000 || reportPassedOver(key, ending.exit.state) { continue }
                report(
                    .kept, key.resource, key.object, actor: events[event].actor, span: ending.exit.span, since: event, ending.exit.state,
                    ending: PathStep("returns here", at: function.position(ending.exit.span)))
            }
        }
        judgeAnnotations(endings)
    }

    /// `__releases(fiq->lock)`: it is released on every way out.
    private func judgeAnnotations(_ endings: [Ending]) {
        // The lock may be released where nobody looks.
        guard !callsUnknown else { return }
        for (name, contracts) in Dictionary(grouping: function.lockContracts, by: \.lock) {
            let kinds = Set(contracts.map(\.kind))
            let change = (kinds.contains(.acquires) ? 1 : 0) - (kinds.contains(.releases) ? 1 : 0)
            guard change <= 0 else { continue }
            guard let lock = lockTerm(contracts[0].lock) else { continue }
            for ending in endings {
                let net = ending.effects.filter { $0.key.resource.family == .lock && $0.key.object == lock }.map(\.value.count)
                let isKept = (net.first ?? 0) > change
                guard net.count < 2, isKept || kinds.count == 2 && (net.first ?? 0) < change else { continue }
                let entry = event(
                    .acquired, "\(function.name)() is annotated \(contracts.map { "\($0.kind.rawValue)(\($0.lock))" }.joined(separator: " "))",
                    function.nameSpan, actor: function.name)
                violations[ViolationKey(kind: .kept, resource: nil, span: ending.exit.span, object: name)] = Violation(
                    isKept ? .kept : .notRetaken, resource: annotatedLock, object: contracts[0].lock, actor: "\(function.name)()", function: function,
                    span: ending.exit.span,
                    path: steps(since: entry, ending.exit.state) + [PathStep("returns here", at: function.position(ending.exit.span))])
            }
        }
    }

    /// A lock that lies in what an argument points to, or further on; nil where the types have no such members.
    private func member(of argument: Term, _ lock: SlotContract.Lock) -> Term? {
        guard case .symbol(.parameter(let number)) = terms[argument] else { return nil }
        return member(of: argument, function.variables[number].type, lock.members[...])
    }

    /// The address of a member, by the names on the way to it.
    private func member(of pointer: Term, _ pointed: CType?, _ names: ArraySlice<String>) -> Term? {
        var type = pointed
        var cell = terms.object(pointer)
        for (index, name) in names.enumerated() {
            if index > 0, type?.isPointer == true { cell = terms.object(terms.load(cell, epoch: 0)) }
            guard let record = type?.recordName else { return nil }
            let field = FieldRef(record: record, name: name)
            guard let next = terms.layouts.type(of: field) else { return nil }
            cell = terms.step(cell, .field(field))
            type = next
        }
        return terms.address(cell)
    }

    private var annotatedLock: Resource { Resource(id: "annotated", family: .lock, noun: "the lock", nests: false) }

    /// The address of a lock that is written as `fiq->lock` or `&fi->lock`; nil where its names are not the function's.
    private func lockTerm(_ text: String) -> Term? {
        let plain = text.filter { !$0.isWhitespace && $0 != "&" && $0 != "(" && $0 != ")" }
        let names = plain.replacing("->", with: ".").split(separator: ".").map(String.init)
        guard let first = names.first, let number = (0..<function.parameterCount).first(where: { function.variables[$0].name == first })
        else { return nil }
        let type = function.variables[number].type
        let parameter = terms.symbol(.parameter(number), terms.layouts.range(ofType: type))
        return names.count > 1 ? member(of: parameter, type, names.dropFirst()) : parameter
    }

    /// A reference of which the function took one share and dropped two, while memory still points to the object.
    func judgeExcess(_ exit: Exit) {
        for (key, holding) in exit.state.held where holding.isExcess && holding.count < 0 {
            // The function gives up the caller's share, as it does where it has taken none itself.
            if exits.contains(where: { $0.state.held[key].map { !$0.isExcess && $0.count == holding.count } ?? false }) { continue }
            let object = terms.container(of: key.object)
            guard isStillThere(object, holding.event, exit.state) else { continue }
            guard let first = excess[holding.event] else { continue }
            report(
                .doubleRelease, key.resource, object, actor: events[first].actor, span: events[holding.event].span, since: first, exit.state)
        }
    }

    /// Whether both releases are statements of this function.
    private func isOwn(_ event: Int) -> Bool { events[event].inner.isEmpty && excess[event].map { events[$0].inner.isEmpty } ?? false }

    /// Whether memory, or the caller, still counts on an object of which a share too many was dropped.
    private func isStillThere(_ object: Term, _ event: Int, _ state: FlowState) -> Bool {
        let start = terms.undisplaced(object)
        switch terms[start] {
        case .load(let cell, _):
            if let base = terms.base(of: cell), state.gone[base] != nil { return isOwn(event) }
            // `put(p->m); put(p->m); p->m = NULL;` took one share of it that p had, and one too many.
            if terms.constant(state.read(cell, terms)) == 0 { return isOwn(event) }
            return terms.isLink(cell) || state.read(cell, terms) == state.canonical(start, terms)
        // Callees may know of a share that is theirs to drop.
        case .symbol(.parameter): return isOwn(event)
        default: return false
        }
    }
}
