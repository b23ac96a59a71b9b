import HashTreeCollections

typealias TreeDictionaryOf<Value> = TreeDictionary<Term, Value>

/// Gives symbols other names throughout a term.
struct Renamer {
    let terms: TermTable
    let renaming: [Term: Term]
    private var done: [Term: Term] = [:]

    init(terms: TermTable, renaming: [Term: Term]) {
        self.terms = terms
        self.renaming = renaming
    }

    mutating func rename(_ term: Term) -> Term {
        if let known = renaming[term] { return known }
        guard terms.leaves(of: term).contains(where: { renaming[$0] != nil }) else { return term }
        if let known = done[term] { return known }
        let result: Term =
            switch terms[term] {
            case .integer, .function, .string, .symbol: term
            case .load(let cell, let epoch): terms.load(rename(cell), epoch: epoch)
            case .address(let cell): terms.address(rename(cell))
            case .unary(let operation, let inner): terms.raw(.unary(operation, rename(inner)), terms.defaultRange(term))
            case .binary(let operation, let left, let right):
                terms.raw(.binary(operation, rename(left), rename(right)), terms.defaultRange(term))
            case .part(let whole, let step): terms.part(rename(whole), rename(step))
            }
        done[term] = result
        return result
    }

    mutating func rename(_ cell: Cell) -> Cell {
        switch terms[cell] {
        case .variable, .global: cell
        case .object(let pointer): terms.object(rename(pointer))
        case .step(let outer, let step): terms.step(rename(outer), rename(step))
        }
    }

    private mutating func rename(_ step: CellStep) -> CellStep {
        if case .index(let index) = step { .index(rename(index)) } else { step }
    }
}
