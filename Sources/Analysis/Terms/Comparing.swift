import Program

/// Which values are compared, and where pointers are moved to.
extension TermTable {
    /// Whether two values are equal, whichever is named first.
    func equality(_ left: Term, _ right: Term) -> Term {
        raw(left.number <= right.number ? .binary(.equal, left, right) : .binary(.equal, right, left), .truth)
    }

    /// Whether a term says that two values are equal.
    func isEquality(_ term: Term) -> Bool { if case .binary(.equal, _, _) = self[term] { true } else { false } }

    /// Two addresses without the member of one name that both are of.
    func peeled(_ left: Term, _ right: Term) -> (Term, Term) {
        var (left, right) = (left, right)
        while left != right, case .address(let one) = self[left], case .address(let two) = self[right], case .step(let outer, let step) = self[one],
            case .step(let other, step) = self[two], case .field = step
        {
            (left, right) = (address(outer), address(other))
        }
        return (left, right)
    }

    /// Whether a number is added to a pointer, or taken from it: there is an object then, C11 6.5.6, paragraph 8.
    func isMoved(_ term: Term, by amount: Term) -> Bool { isPointer(term) && !isPointer(amount) }
}
