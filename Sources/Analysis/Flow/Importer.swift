/// Brings a callee's terms into the caller's: parameters become arguments, loads become what the caller's memory holds.
struct Importer {
    private let source: TermTable
    private let terms: TermTable
    private let scene: CallScene
    private let state: FlowState
    private var done: [Int32: Term] = [:]

    /// - Parameter state: the caller's state before the call.
    init(_ summary: Summary, to terms: TermTable, scene: CallScene, state: FlowState) {
        source = summary.terms
        self.terms = terms
        self.scene = scene
        self.state = state
    }

    mutating func term(_ term: Term) -> Term {
        if let known = done[term.number] { return known }
        let result: Term =
            switch source[term] {
            case .integer(let number): terms.integer(number)
            case .symbol(.parameter(let index)):
                index < scene.arguments.count ? state.canonical(scene.arguments[index], terms) : unknown(term)
            case .symbol: unknown(term)
            // What is loaded later than at the start is another's doing.
            case .load(let cell, let epoch): epoch == 0 ? load(cell) ?? unknown(term) : unknown(term)
            case .address(let cell): self.cell(cell).map(terms.address) ?? unknown(term)
            case .function(let ref): terms.function(ref)
            case .string(let text): terms.string(text)
            case .unary(let operation, let inner): state.compute(operation, self.term(inner), terms)
            case .binary(let operation, let left, let right): state.compute(operation, self.term(left), self.term(right), terms)
            case .part(let whole, let step): member(term) ?? terms.part(self.term(whole), self.step(step))
            }
        done[term.number] = result
        return result
    }

    /// The cell in the caller's view; nil for the callee's own variables.
    mutating func cell(_ cell: Cell) -> Cell? {
        switch source[cell] {
        case .variable: return nil
        case .global(let name): return terms.global(name)
        case .object(let pointer): return terms.object(term(pointer))
        case .step(let outer, let step):
            guard let outer = self.cell(outer) else { return nil }
            return terms.step(outer, self.step(step))
        }
    }

    private mutating func load(_ cell: Cell) -> Term? { self.cell(cell).map { state.read($0, terms) } }

    /// What the caller knows of a member of a struct that it gives by value.
    private mutating func member(_ term: Term) -> Term? {
        var (whole, steps): (Term, [CellStep]) = (term, [])
        while case .part(let outer, let step) = source[whole] {
            steps.insert(self.step(step), at: 0)
            whole = outer
        }
        guard case .symbol(.parameter(let index)) = source[whole] else { return nil }
        return scene.members[index]?.first { $0.steps == steps }?.value
    }

    mutating func step(_ step: CellStep) -> CellStep {
        if case .index(let index) = step { .index(term(index)) } else { step }
    }

    private func unknown(_ term: Term) -> Term {
        terms.symbol(.callee(site: scene.site, term.number), source.defaultRange(term))
    }
}
