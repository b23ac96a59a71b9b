import Program

/// One name for what is not told apart: the elements of an array, the entries of a list.
extension TermTable {
    /// Whether an element of some array is on the way to a term.
    func isByElement(_ term: Term) -> Bool {
        switch self[term] {
        case .load(let cell, _), .address(let cell): isInArray(cell) || (base(of: cell).map(isByElement) ?? false)
        case .unary(_, let inner), .part(let inner, _): isByElement(inner)
        case .binary(_, let left, let right): isByElement(left) || isByElement(right)
        case .integer, .function, .string, .symbol: false
        }
    }

    /// Whether a term leads on from something that is known to the function alone, whichever element of arrays it takes on the way.
    func hasOwnBase(_ term: Term) -> Bool {
        switch self[term] {
        case .load(let cell, _), .address(let cell): hasOwnBase(cell)
        case .unary(_, let inner), .part(let inner, _): hasOwnBase(inner)
        case .binary(_, let left, let right): hasOwnBase(left) || isPointer(right) && hasOwnBase(right)
        case .symbol(.parameter), .integer, .function, .string: false
        case .symbol: true
        }
    }

    private func hasOwnBase(_ cell: Cell) -> Bool {
        switch self[cell] {
        case .variable: true
        case .global: false
        case .object(let pointer): hasOwnBase(pointer)
        case .step(let outer, _): hasOwnBase(outer)
        }
    }

    /// The address with whichever element of an array it lies in.
    func anyElement(_ term: Term) -> Term {
        guard case .address(let cell) = self[term] else { return term }
        return address(anyElement(cell))
    }

    private func anyElement(_ cell: Cell) -> Cell {
        switch self[cell] {
        case .variable, .global, .object: cell
        case .step(let outer, .index): step(anyElement(outer), .index(symbol(.deep(-1))))
        case .step(let outer, let step): self.step(anyElement(outer), step)
        }
    }

    /// The address with whichever entry of a list it lies in: entries of several rounds go by one name.
    func anyEntry(_ term: Term) -> Term {
        guard case .address(let cell) = self[term] else { return term }
        return address(anyEntry(cell))
    }

    private func anyEntry(_ cell: Cell) -> Cell {
        switch self[cell] {
        case .variable, .global: cell
        case .step(let outer, let step): self.step(anyEntry(outer), step)
        case .object(let base): leaves(of: base).contains(where: isLinked) ? object(symbol(.deep(-1))) : cell
        }
    }

    private func isLinked(_ leaf: Term) -> Bool {
        switch self[leaf] {
        case .symbol(.link), .symbol(.stale), .symbol(.deep(-1)): true
        default: false
        }
    }
}
