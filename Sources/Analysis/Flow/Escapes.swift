import Program

/// Where claims end: objects that go where they cannot be followed.
extension FunctionFlow {
    /// The object goes where it cannot be followed: whatever is claimed of it ends, and what it holds is in its hands.
    ///
    /// - Parameter isTaken: somebody may release it; not so where a callee is known to look only.
    func endClaims(_ pointer: Term, isTaken: Bool = true, _ state: inout FlowState) {
        if isTaken {
            noteTaken(pointer)
            // call_rcu(&p->rcu, free): whoever has a part finds the whole.
            let whole = terms.container(of: pointer)
            if whole != pointer { noteTaken(whole) }
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
                noteKept(key, holding)
                if isContent, !holding.isFresh {
                    state.held[key]?.isStored = true
                } else {
                    state.held[key] = nil
                    // Whether its share is still there cannot be told.
                    if key.resource.family == .reference { lose(terms.container(of: key.object), &state) }
                }
            }
            let root = if case .address(let cell) = terms[object] { terms.root(of: cell) } else { terms.object(object) }
            // Most objects have nothing written in them.
            guard terms.hasParts[Int(root.number)] || state.store[root] != nil else { continue }
            for (cell, value) in state.store where terms.root(of: cell) == root { work.append((value, true)) }
        }
    }

    /// Whether a cell is some element of an array that is not the function's own: `path->nodes[level]`. Who has the array finds
    /// there what is locked.
    private func isOthersElement(_ cell: Cell) -> Bool { terms.isElement(cell) && terms.variableNumber(of: cell) == nil }

    /// Whether a locked object is in such an array.
    func isInOthersArray(_ lock: Term, _ state: FlowState) -> Bool {
        let owner = terms.container(of: lock)
        if case .load(let cell, _) = terms[owner], isOthersElement(cell) { return true }
        return state.store.contains { $0.value == owner && isOthersElement($0.key) }
    }

    /// Locks and states of whatever a pointer leads to may have been given up: nobody is asked for them.
    func endHoldings(reachedFrom pointer: Term, _ state: inout FlowState) {
        let start = terms.container(of: pointer)
        var starts: Set<Term> = [start]
        if case .address(let cell) = terms[start] {
            let root = terms.root(of: cell)
            for (part, value) in state.store where terms.root(of: part) == root { starts.insert(terms.container(of: value)) }
        }
        for (key, holding) in state.held where holding.count > 0 && (key.resource.family == .lock || key.resource.family == .state) {
            guard starts.contains(where: { isReached(key.object, from: $0) }) else { continue }
            takeUp(holding)
            state.held[key]?.isStored = true
        }
    }

    /// Whether an object is a part of what an address stands for, or of what pointers lead to from there.
    private func isReached(_ object: Term, from start: Term) -> Bool {
        var object = terms.container(of: object)
        while object != start {
            // A member of a struct that is known as a whole.
            if case .part(let whole, _) = terms[object] {
                object = whole
                continue
            }
            guard case .load(let cell, _) = terms[object] else { return false }
            if case .address(let root) = terms[start], terms.root(of: cell) == terms.root(of: root) { return true }
            guard let base = terms.base(of: cell) else { return false }
            object = terms.container(of: base)
        }
        return true
    }

    /// Others have the object: what it holds is in their hands.
    func endContents(of owner: Term, _ state: inout FlowState) {
        for (cell, value) in state.store where terms.base(of: cell) == owner { endClaims(value, &state) }
    }

    /// A share that is taken or dropped where a bit of the object was set or cleared goes with the bit.
    func loseWhatBitsTell(_ resource: Resource, _ owner: Term, _ state: inout FlowState) {
        guard resource.id == "count", bitTests.contains(where: { $0.value == owner && state.ranges[$0.key] != nil }) else { return }
        lose(owner, &state)
    }

    /// How many shares there are of an object is no longer known.
    func lose(_ object: Term, _ state: inout FlowState) {
        // container_of() has found it from the entry of a list, say.
        switch terms[terms.undisplaced(object)] {
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
        if terms.isElement(cell) || isMoving(cell), !isPart(value, ofWhatHas: cell) { endClaims(value, &state) }
        if isOthersElement(cell) { endHoldings(reachedFrom: value, &state) }
    }

    /// Whether an address is stored in the struct that it is of: `args->in_args[0].value = &args->in`.
    func isPart(_ value: Term, ofWhatHas cell: Cell) -> Bool {
        if case .address(let place) = terms[value] { return terms.root(of: place) == terms.root(of: cell) }
        return terms.base(of: cell) == value
    }

    /// Whether the cell is what a pointer that goes from place to place points to: `*pages++ = page`, `*link = entry`.
    private func isMoving(_ cell: Cell) -> Bool {
        guard case .object(let pointer) = terms[cell] else { return false }
        return switch terms[pointer] {
        case .symbol(.joined), .binary(.add, _, _): true
        default: false
        }
    }
}
