import Program

/// Reading, writing, computing and assuming, for one function's terms.
extension FlowState {
    // MARK: Memory

    func canonical(_ term: Term, _ terms: TermTable) -> Term {
        guard !aliases.isEmpty else { return term }
        var term = term
        while let other = aliases[term] { term = other }
        return term
    }

    /// Whether the path has found another term to be equal to this one.
    func hasOtherNames(_ term: Term) -> Bool { aliases.contains { $0.value == term } }

    func read(_ cell: Cell, _ terms: TermTable) -> Term {
        if let known = store[cell] { return canonical(known, terms) }
        // Links have changed since, be it in a list head that was zero as a whole once.
        if links != 0, terms.isLink(cell) { return canonical(terms.symbol(.link(site: links, cell), .pointer), terms) }
        // A part of something that was stored as a whole.
        var steps: [CellStep] = []
        var outer = cell
        while case .step(let whole, let step) = terms[outer] {
            steps.append(step)
            outer = whole
            if let value = store[whole] {
                return canonical(steps.reversed().reduce(value) { terms.part($0, $1) }, terms)
            }
        }
        return canonical(terms.load(cell, epoch: epoch), terms)
    }

    /// Lists and trees may be linked otherwise from here on.
    mutating func relink(_ site: Int32, _ terms: TermTable) {
        links = site
        for (cell, _) in store where terms.isLink(cell) { store[cell] = nil }
    }

    mutating func write(_ cell: Cell, _ value: Term, _ terms: TermTable, record: String? = nil) {
        if terms.hasParts[Int(cell.number)] { forgetParts(of: cell, record: record, terms) }
        store[cell] = value
    }

    /// - Parameter record: the struct that is written, where a larger one may start at the same place.
    private mutating func forgetParts(of cell: Cell, record: String?, _ terms: TermTable) {
        for (other, _) in store where terms.isInside(other, cell) {
            if let record, let outer = terms.firstField(of: other, in: cell)?.record, outer != record, !outer.contains("(") { continue }
            store[other] = nil
        }
    }

    // MARK: Ranges

    func range(of term: Term, _ terms: TermTable) -> Range64 {
        let term = canonical(term, terms)
        if let known = ranges[term] { return known }
        switch terms[term] {
        case .integer(let number): return .exactly(number)
        case .unary(.not, let inner):
            switch range(of: inner, terms).truth {
            case true?: return .exactly(0)
            case false?: return .exactly(1)
            case nil: return .truth
            }
        case .binary(.equal, let left, let right):
            let (a, b) = (range(of: left, terms), range(of: right, terms))
            if let first = a.constant, first == b.constant { return .exactly(1) }
            return a.overlaps(b) ? compared(left, right, terms) : .exactly(0)
        case .binary(.less, let left, let right):
            switch range(of: left, terms).isLess(than: range(of: right, terms)) {
            case true?: return .exactly(1)
            case false?: return .exactly(0)
            case nil: return .truth
            }
        case .binary(.add, let inner, let amount):
            let known = range(of: inner, terms)
            guard case .integer(let number) = terms[amount] else {
                // So far behind something valid that it comes out at an error number nothing lies.
                return known == .valid && [.pointer, .valid].contains(terms.defaultRange(inner)) ? .valid : terms.defaultRange(term)
            }
            // The address of a member of a valid object is valid.
            if known == .valid, [.pointer, .valid].contains(terms.defaultRange(inner)) { return .valid }
            return known.shifted(by: number)
        case .binary(.or, let left, let right):
            for bits in [left, right] where range(of: bits, terms).truth == true {
                return terms.defaultRange(term).meet(Range64(lower: .min, upper: .max, excludesZero: true))
            }
            return terms.defaultRange(term)
        case .binary(.and, let left, let mask):
            if let left = range(of: left, terms).constant, let mask = range(of: mask, terms).constant { return .exactly(left & mask) }
            if case .integer(let number) = terms[mask], number >= 0 { return Range64(lower: 0, upper: number) }
            return terms.defaultRange(term)
        default: return terms.defaultRange(term)
        }
    }

    /// What is known of whether two values are equal by the names that the path has for them.
    private func compared(_ left: Term, _ right: Term, _ terms: TermTable) -> Range64 {
        let (x, y) = (canonical(left, terms), canonical(right, terms))
        if x == y { return .exactly(1) }
        if isLess(x, y, terms) || isLess(y, x, terms) { return .exactly(0) }
        return x == left && y == right ? .truth : ranges[terms.equality(x, y)] ?? .truth
    }

    private func isLess(_ left: Term, _ right: Term, _ terms: TermTable) -> Bool {
        ranges[terms.raw(.binary(.less, left, right), .truth)] == .exactly(1)
    }

    func truth(of term: Term, _ terms: TermTable) -> Bool? { range(of: term, terms).truth }

    /// Takes in that a value is not zero, or is; false where the path contradicts it.
    mutating func assume(_ term: Term, _ isTrue: Bool, _ terms: TermTable) -> Bool {
        let term = canonical(term, terms)
        if let known = truth(of: term, terms) { return known == isTrue }
        switch terms[term] {
        case .unary(.not, let inner): return assume(inner, !isTrue, terms)
        case .binary(.equal, let left, let right):
            ranges[term] = .exactly(isTrue ? 1 : 0)
            return assumeEqual(left, right, isTrue, terms)
        case .binary(.less, let left, let right):
            ranges[term] = .exactly(isTrue ? 1 : 0)
            return isTrue ? assumeLess(left, right, terms) : assumeNotLess(left, right, terms)
        default: return restrict(term, isTrue ? Range64(lower: .min, upper: .max, excludesZero: true) : .exactly(0), terms)
        }
    }

    /// Takes in that a value lies in a range.
    mutating func restrict(_ term: Term, _ range: Range64, _ terms: TermTable) -> Bool {
        let term = canonical(term, terms)
        let known = self.range(of: term, terms)
        let met = known.meet(range)
        if met.isEmpty { return false }
        guard met != known else { return true }
        switch terms[term] {
        case .integer: return true
        case .unary(.not, let inner): if let truth = met.truth { return assume(inner, !truth, terms) }
        case .binary(.equal, let left, let right):
            if let truth = met.truth {
                ranges[term] = met
                return assumeEqual(left, right, truth, terms)
            }
        case .binary(.add, let inner, let amount):
            if case .integer(let number) = terms[amount], met != .valid {
                ranges[term] = met
                let shifted = met.shifted(by: 0 &- number)
                return shifted == .all || restrict(inner, shifted, terms)
            }
        default: break
        }
        ranges[term] = met
        return true
    }

    private mutating func assumeEqual(_ left: Term, _ right: Term, _ isEqual: Bool, _ terms: TermTable) -> Bool {
        let (a, b) = (range(of: left, terms), range(of: right, terms))
        if isEqual {
            guard restrict(left, b, terms), restrict(right, a, terms) else { return false }
            unify(left, right, terms)
            return true
        }
        if let number = b.constant { return exclude(number, from: left, terms) }
        if let number = a.constant { return exclude(number, from: right, terms) }
        return true
    }

    private mutating func unify(_ left: Term, _ right: Term, _ terms: TermTable) {
        let (a, b) = (canonical(left, terms), canonical(right, terms))
        guard a != b else { return }
        func isName(_ term: Term) -> Bool {
            switch terms[term] {
            case .symbol, .load, .part: true
            default: false
            }
        }
        if case .integer = terms[a] { return }
        if case .integer = terms[b] { return }
        // What memory points to is in memory's hands.
        for (one, other) in [(a, b), (b, a)] {
            guard case .load = terms[other] else { continue }
            for (key, holding) in held where key.object == one && key.resource.isHandedOn && key.resource.family != .state && holding.isFresh && holding.count > 0 {
                held[key] = nil
                lost.insert(one)
            }
        }
        // What is held keeps its name.
        func isHeld(_ term: Term) -> Bool {
            held.keys.contains { terms.mentions($0.object, term) } || gone.keys.contains { terms.mentions($0, term) }
        }
        func isRenamable(_ term: Term, to other: Term) -> Bool { isName(term) && !isHeld(term) && !isMade(other, from: term, terms) }
        // What the function was given is called by what it was given as.
        let (first, second) = if case .symbol(.parameter) = terms[a] { (b, a) } else { (a, b) }
        if isRenamable(first, to: second) {
            alias(first, to: second)
        } else if isRenamable(second, to: first) {
            alias(second, to: first)
        }
    }

    /// Whether a value is computed from another, by whatever name: `flags == (flags & mask)` gives `flags` no new name.
    private func isMade(_ term: Term, from part: Term, _ terms: TermTable) -> Bool {
        let term = canonical(term, terms)
        if term == part { return true }
        return switch terms[term] {
        case .unary(_, let inner): isMade(inner, from: part, terms)
        case .binary(_, let left, let right): isMade(left, from: part, terms) || isMade(right, from: part, terms)
        default: false
        }
    }

    private mutating func alias(_ term: Term, to name: Term) {
        aliases[term] = name
        // Shares that were lost count under the other name too.
        guard lost.contains(term) else { return }
        lost.insert(name)
        for key in held.keys where key.object == name && key.resource.family == .reference { held[key] = nil }
    }

    private mutating func exclude(_ number: Int64, from term: Term, _ terms: TermTable) -> Bool {
        let known = range(of: term, terms)
        var next = known
        if number == 0 { next.excludesZero = true }
        if number == next.lower, number < .max { next.lower = number + 1 }
        if number == next.upper, number > .min { next.upper = number - 1 }
        next = next.tightened
        if next.isEmpty { return false }
        return next == known || restrict(term, next, terms)
    }

    private mutating func assumeLess(_ left: Term, _ right: Term, _ terms: TermTable) -> Bool {
        let (a, b) = (range(of: left, terms), range(of: right, terms))
        guard b.upper > .min, a.lower < .max else { return false }
        return restrict(left, Range64(lower: .min, upper: b.upper - 1), terms)
            && restrict(right, Range64(lower: a.lower + 1, upper: .max), terms)
    }

    private mutating func assumeNotLess(_ left: Term, _ right: Term, _ terms: TermTable) -> Bool {
        let (a, b) = (range(of: left, terms), range(of: right, terms))
        return restrict(left, Range64(lower: b.lower, upper: .max), terms)
            && restrict(right, Range64(lower: .min, upper: a.upper), terms)
    }

    // MARK: Computing

    func compute(_ operation: UnaryOperation, _ operand: Term, _ terms: TermTable) -> Term {
        let known = range(of: operand, terms)
        switch operation {
        case .not:
            if let truth = known.truth { return terms.integer(truth ? 0 : 1) }
            if case .unary(.not, let inner) = terms[operand], isTruth(inner, terms) { return inner }
            return terms.raw(.unary(.not, operand), .truth)
        case .negate:
            if let number = known.constant { return terms.integer(0 &- number) }
            if case .unary(.negate, let inner) = terms[operand] { return inner }
        case .complement: if let number = known.constant { return terms.integer(~number) }
        }
        return terms.raw(.unary(operation, operand), .all)
    }

    private func isTruth(_ term: Term, _ terms: TermTable) -> Bool {
        let range = terms.defaultRange(term)
        return range.lower >= 0 && range.upper <= 1
    }

    func compute(_ operation: BinaryOperation, _ first: Term, _ second: Term, _ terms: TermTable) -> Term {
        var left = canonical(first, terms)
        var right = canonical(second, terms)
        if operation.isComparison {
            // Two objects are as far apart as their members of one name.
            let (outer, other) = terms.peeled(left, right)
            (left, right) = (canonical(outer, terms), canonical(other, terms))
        }
        let (a, b) = (range(of: left, terms).constant, range(of: right, terms).constant)
        if let a, let b, let result = operation.apply(a, b) { return terms.integer(result) }
        switch operation {
        case .notEqual: return compute(.not, compute(.equal, left, right, terms), terms)
        case .greater: return compute(.less, right, left, terms)
        case .lessOrEqual: return compute(.not, compute(.less, right, left, terms), terms)
        case .greaterOrEqual:
            // Whether an unsigned value lies among the error numbers: IS_ERR_VALUE() of include/linux/err.h.
            if b == -4095 { return compute(.less, left, terms.integer(0), terms) }
            return compute(.not, compute(.less, left, right, terms), terms)
        case .equal:
            if left == right { return terms.integer(1) }
            if areDistinct(left, right, terms) { return terms.integer(0) }
            if b == 0, isTruth(left, terms) { return compute(.not, left, terms) }
            return decided(terms.equality(left, right), terms)
        case .less:
            if left == right { return terms.integer(0) }
            return decided(terms.raw(.binary(.less, left, right), .truth), terms)
        case .subtract:
            if let b { return compute(.add, left, terms.integer(0 &- b), terms) }
            if left == right { return terms.integer(0) }
            if terms.isMoved(left, by: right) { return terms.raw(.binary(.subtract, left, right), .valid) }
        case .add: return add(left, right, a, b, terms)
        case .and:
            if a == 0 || b == 0 { return terms.integer(0) }
            if a != nil, b == nil { return compute(.and, right, left, terms) }
            if let b, let bits = possibleBits(left, terms), bits & b == 0 { return terms.integer(0) }
            if let b { return mask(left, b, terms) }
        case .or:
            if b == 0 { return left }
            if a == 0 { return right }
        case .multiply:
            if a == 0 || b == 0 { return terms.integer(0) }
            if b == 1 { return left }
            if a == 1 { return right }
        default: break
        }
        return terms.raw(.binary(operation, left, right), .all)
    }

    /// The bits that a number may have, where it is known to be no greater than some; nil where it may have any.
    private func possibleBits(_ term: Term, _ terms: TermTable) -> Int64? {
        let known = range(of: term, terms)
        guard known.lower >= 0, known.upper < 1 << 32 else { return nil }
        return known.upper == 0 ? 0 : (1 << (Int64.bitWidth - known.upper.leadingZeroBitCount)) - 1
    }

    /// Flags in the low bits of a pointer, as in struct fd, come and go without changing the pointer.
    private func mask(_ left: Term, _ bits: Int64, _ terms: TermTable) -> Term {
        if case .binary(.or, let inner, let flags) = terms[left], let set = terms.constant(flags) {
            if bits & ~set == 0 { return terms.integer(bits) }
            if bits & set == 0 { return mask(inner, bits, terms) }
        }
        if case .binary(.and, let inner, let other) = terms[left], let kept = terms.constant(other) {
            return kept & bits == 0 ? terms.integer(0) : mask(inner, kept & bits, terms)
        }
        if terms.isPointer(left), (-8...(-2)).contains(bits) { return left }
        return terms.raw(.binary(.and, left, terms.integer(bits)), .all)
    }

    /// Whether one is the address of a variable and the other a pointer from elsewhere.
    private func areDistinct(_ left: Term, _ right: Term, _ terms: TermTable) -> Bool {
        func isLocal(_ term: Term) -> Bool {
            if case .address(let cell) = terms[term] { return terms.variableNumber(of: cell) != nil }
            return false
        }
        func isForeign(_ term: Term) -> Bool {
            switch terms[term] {
            case .symbol(.result), .symbol(.callee), .symbol(.parameter): true
            default: false
            }
        }
        /// Memory that was allocated a moment ago is nothing that the function was given.
        func isNew(_ term: Term) -> Bool {
            held.contains { $0.key.object == term && $0.key.resource.family == .memory && $0.value.isFresh }
        }
        func isGiven(_ term: Term) -> Bool {
            switch terms[term] {
            case .symbol(.parameter), .load, .address, .symbol(.link): true
            default: false
            }
        }
        /// What was known before memory was allocated is not that memory: names are numbered as they are first met.
        func isOlder(_ term: Term, than new: Term) -> Bool {
            guard term.number < new.number, case .symbol(let symbol) = terms[term] else { return false }
            switch symbol {
            case .result, .callee, .forgotten: return true
            default: return false
            }
        }
        for (new, other) in [(left, right), (right, left)] where isNew(new) {
            if isGiven(other) || isNew(other) || isOlder(other, than: new) { return true }
        }
        return isLocal(left) && isForeign(right) || isForeign(left) && isLocal(right)
    }

    private func add(_ left: Term, _ right: Term, _ a: Int64?, _ b: Int64?, _ terms: TermTable) -> Term {
        if let a, b == nil { return add(right, terms.integer(a), nil, a, terms) }
        guard let b else { return terms.raw(.binary(.add, left, right), terms.isMoved(left, by: right) ? .valid : .all) }
        if b == 0 { return left }
        if let (inner, before) = terms.displaced(left) {
            return add(inner, terms.integer(Int64(before) &+ b), nil, Int64(before) &+ b, terms)
        }
        if b < 0, case .address(let cell) = terms[left], let outer = terms.enclosing(cell, before: Int(clamping: 0 &- b)) {
            return outer
        }
        return terms.raw(.binary(.add, left, terms.integer(b)), .all)
    }

    private func decided(_ term: Term, _ terms: TermTable) -> Term {
        range(of: term, terms).constant.map(terms.integer) ?? term
    }
}
