import Program

/// Operands and places of a function as terms and cells; nil where the path ends in evaluating them.
extension FunctionFlow {
    func evaluate(_ value: Rvalue, _ span: Span, _ state: inout FlowState) -> Term? {
        switch value {
        case .use(let operand): return evaluate(operand, span, &state)
        case .cast(let operand, let type):
            guard let term = evaluate(operand, span, &state) else { return nil }
            return cast(term, to: type, state)
        case .unary(let operation, let operand):
            guard let term = evaluate(operand, span, &state) else { return nil }
            return state.compute(operation, term, terms)
        case .binary(let operation, let left, let right):
            guard let first = evaluate(left, span, &state), let second = evaluate(right, span, &state) else { return nil }
            return state.compute(operation, first, second, terms)
        case .zero: return terms.integer(0)
        }
    }

    private func cast(_ term: Term, to type: CType, _ state: FlowState) -> Term {
        switch type {
        case .bool:
            let range = state.range(of: term, terms)
            if range.lower >= 0, range.upper <= 1 { return term }
            return state.compute(.not, state.compute(.equal, term, terms.integer(0), terms), terms)
        case .integer(let bits, let isSigned) where bits < 64:
            guard case .integer(let number) = terms[term] else { return term }
            let mask = (Int64(1) << bits) - 1
            let low = number & mask
            return terms.integer(isSigned && low >> (bits - 1) == 1 ? low - mask - 1 : low)
        default: return term
        }
    }

    func evaluate(_ operand: Operand, _ span: Span, _ state: inout FlowState) -> Term? {
        switch operand {
        case .integer(let number): return terms.integer(number)
        case .string(let text): return terms.string(text)
        case .function(let ref): return terms.function(ref)
        case .unknown: return terms.symbol(.result(site: -1 - Int32(clamping: function.ownLine(of: span))))
        case .address(let place): return locate(place, span, &state, isAddress: true).map(terms.address)
        case .load(let place): return locate(place, span, &state).map { state.read($0, terms) }
        }
    }

    /// The memory that a place names.
    ///
    /// - Parameter isAddress: only the address is wanted: `&p->member` reads p, and does not touch what it points to.
    func locate(_ place: Place, _ span: Span, _ state: inout FlowState, isAddress: Bool = false) -> Cell? {
        var cell =
            switch place.root {
            case .variable(let number): terms.variable(number)
            case .global(let name): terms.global(name)
            }
        let last = isAddress ? place.projections.lastIndex(of: .dereference) : nil
        for (index, projection) in place.projections.enumerated() {
            switch projection {
            case .field(let field): cell = terms.step(cell, .field(field))
            case .index(let operand):
                guard let number = evaluate(operand, span, &state) else { return nil }
                cell = terms.step(cell, .index(number))
            case .dereference:
                let pointer = state.read(cell, terms)
                if index != last, !touch(pointer, place, index, span, &state) { return nil }
                cell = terms.object(pointer)
            }
        }
        return cell
    }

    /// How the source names a value, as well as it can be told.
    func spelling(_ term: Term) -> String {
        if let known = spellings[term] { return known }
        switch terms[term] {
        case .symbol(.parameter(let number)): return function.variables[number].name
        case .symbol(.stale(let newer)): return spelling(newer)
        case .load(let cell, _): return spelling(cell)
        case .address(let cell): return "&" + spelling(cell)
        case .binary(.add, let inner, _): return spelling(inner)
        case .part(let whole, .field(let field)): return spelling(whole) + "." + field.name
        default: return ""
        }
    }

    private func spelling(_ cell: Cell) -> String {
        switch terms[cell] {
        case .variable(let number): return function.variables[number].name
        case .global(let name): return name.split(separator: ":").last.map(String.init) ?? name
        case .object(let pointer): return spelling(pointer)
        case .step(let outer, .field(let field)):
            let base = spelling(outer)
            let isPointer = if case .object = terms[outer] { true } else { false }
            if base.hasPrefix("&") { return "\(base.dropFirst()).\(field.name)" }
            return base.isEmpty ? field.name : base + (isPointer ? "->" : ".") + field.name
        case .step(let outer, .index): return spelling(outer) + "[]"
        }
    }
}
