import Program

/// A symbolic value of one function's analysis: a number in its `TermTable`. Equal terms are equal values.
struct Term: Hashable, Sendable {
    let number: Int32
}

/// A piece of memory of one function's analysis: a number in its `TermTable`.
struct Cell: Hashable, Sendable {
    let number: Int32
}

/// A value of which only its origin is known.
enum Symbol: Hashable, Sendable {
    case parameter(Int)
    /// What a call returned, or another unknown of a statement; `site` numbers the statement.
    case result(site: Int32)
    /// What a statement that writes unseen left in a cell.
    case forgotten(site: Int32, Cell)
    /// What several paths left in a cell, where they meet.
    case joined(block: Int32, Cell)
    /// What was made by the statement in an earlier round of a loop.
    case stale(Term)
    /// A symbol of a callee, by the number that its own table gives it.
    case callee(site: Int32, Int32)
    /// What linked a list or tree after the statement that last changed links.
    case link(site: Int32, Cell)
    /// What was computed in more steps than are followed.
    case deep(Int32)
    /// Several results of one callee as one; `index` tells outcomes apart.
    case outcome(site: Int32, index: Int32)
}

enum TermNode: Hashable, Sendable {
    case integer(Int64)
    case symbol(Symbol)
    /// What the cell held at the function's start, or since the epoch in which others may have changed it.
    case load(Cell, epoch: Int32)
    case address(Cell)
    case function(FunctionRef)
    case string(String)
    case unary(UnaryOperation, Term)
    case binary(BinaryOperation, Term, Term)
    /// A part of an aggregate that is known only as a whole.
    case part(Term, CellStep)
}

enum CellNode: Hashable, Sendable {
    case variable(Int)
    case global(String)
    /// What the pointer points to.
    case object(Term)
    case step(Cell, CellStep)
}

enum CellStep: Hashable, Sendable {
    case field(FieldRef)
    case index(Term)
}

/// All terms and cells of one function's analysis, each stored once, so that comparing is comparing numbers.
///
/// Terms are kept in a normal form in which one address has one spelling: a field at the start of a struct has the
/// struct's address, container_of() undoes taking a member's address, and error pointers are their numbers.
final class TermTable {
    private(set) var nodes: [TermNode] = []
    private(set) var cells: [CellNode] = []
    /// What the type of each term's value allows.
    private(set) var defaults: [Range64] = []
    private var numbers: [TermNode: Int32] = [:]
    private var cellNumbers: [CellNode: Int32] = [:]
    /// Whether the cell has had parts named.
    private(set) var hasParts: [Bool] = []
    /// The struct that was last written to a cell as a whole; another may start at the same place.
    var aggregates: [Cell: String] = [:]
    let layouts: Layouts

    init(_ layouts: Layouts) { self.layouts = layouts }

    /// Terms that were made in another table, to be read and no more.
    init(_ layouts: Layouts, nodes: [TermNode], defaults: [Range64], cells: [CellNode]) {
        self.layouts = layouts
        self.nodes = nodes
        self.defaults = defaults
        self.cells = cells
    }

    // MARK: Making terms

    func integer(_ number: Int64) -> Term { make(.integer(number), .exactly(number)) }

    func symbol(_ symbol: Symbol, _ range: Range64 = .all) -> Term { make(.symbol(symbol), range) }

    func load(_ cell: Cell, epoch: Int32) -> Term {
        if let entry = tableEntry(cell) {
            switch entry {
            case .function(let ref): return function(ref)
            case .null: return integer(0)
            }
        }
        return make(.load(cell, epoch: isStable(cell) ? 0 : epoch), layouts.range(ofType: type(of: cell)))
    }

    /// What a table of functions holds in a member.
    private func tableEntry(_ cell: Cell) -> ConstantTables.Entry? {
        var path: [FieldRef] = []
        var cell = cell
        while case .step(let outer, let step) = self[cell] {
            guard case .field(let field) = step else { return nil }
            path.append(field)
            cell = outer
        }
        guard !path.isEmpty, case .global(let name) = self[cell] else { return nil }
        return layouts.entry(of: name, at: path.reversed())
    }

    func function(_ ref: FunctionRef) -> Term { make(.function(ref), .valid) }
    func string(_ text: String) -> Term { make(.string(text), .valid) }

    /// The address of a cell, in its normal form.
    func address(_ cell: Cell) -> Term {
        if case .object(let pointer) = self[cell] { return pointer }
        return make(.address(cell), .valid)
    }

    func part(_ whole: Term, _ step: CellStep) -> Term {
        switch self[whole] {
        case .integer(0): return integer(0)
        case .load(let cell, let epoch): return load(self.step(cell, step), epoch: epoch)
        default:
            if case .field(let field) = step { return make(.part(whole, step), layouts.range(of: field)) }
            return make(.part(whole, step), .all)
        }
    }

    func raw(_ node: TermNode, _ range: Range64) -> Term { make(node, range) }

    /// How deep terms are built; a loop that is not seen to be one must not build without end.
    private static let depthLimit: Int32 = 60
    private var depths: [Int32] = []
    private var cellDepths: [Int32] = []

    private func depth(_ node: TermNode) -> Int32 {
        switch node {
        case .integer, .symbol, .function, .string: 0
        case .load(let cell, _), .address(let cell): cellDepths[Int(cell.number)] + 1
        case .unary(_, let inner), .part(let inner, _): depths[Int(inner.number)] + 1
        case .binary(_, let left, let right): max(depths[Int(left.number)], depths[Int(right.number)]) + 1
        }
    }

    private func make(_ node: TermNode, _ range: Range64) -> Term {
        if let known = numbers[node] { return Term(number: known) }
        let number = Int32(nodes.count)
        let depth = depth(node)
        if depth > Self.depthLimit {
            let symbol = make(.symbol(.deep(number)), range)
            numbers[node] = symbol.number
            return symbol
        }
        depths.append(depth)
        numbers[node] = number
        nodes.append(node)
        defaults.append(range)
        return Term(number: number)
    }

    subscript(term: Term) -> TermNode { nodes[Int(term.number)] }
    func defaultRange(_ term: Term) -> Range64 { defaults[Int(term.number)] }

    /// Whether the value's type is a pointer's.
    func isPointer(_ term: Term) -> Bool { [.pointer, .valid].contains(defaultRange(term)) }

    func constant(_ term: Term) -> Int64? {
        if case .integer(let number) = self[term] { return number }
        return nil
    }

    // MARK: Making cells

    func variable(_ number: Int) -> Cell { make(.variable(number)) }
    func global(_ name: String) -> Cell { make(.global(name)) }

    /// The object that a pointer points to.
    func object(_ pointer: Term) -> Cell {
        if case .address(let cell) = self[pointer] { return cell }
        return make(.object(pointer))
    }

    func step(_ cell: Cell, _ step: CellStep) -> Cell {
        if case .field(let field) = step {
            let offset = layouts.offset(of: field)
            // A struct at the start of another has its address.
            if offset == 0, layouts.isRecord(field) { return cell }
            // A member of the struct around it is the member itself again.
            if let offset, let (base, before) = objectOffset(cell), let (inner, back) = displaced(base), before + offset == -back,
                layouts.isRecord(field)
            {
                return object(inner)
            }
        }
        hasParts[Int(cell.number)] = true
        return make(.step(cell, step))
    }

    private func make(_ node: CellNode) -> Cell {
        if let known = cellNumbers[node] { return Cell(number: known) }
        let number = Int32(cells.count)
        switch node {
        case .variable, .global: cellDepths.append(0)
        case .object(let pointer): cellDepths.append(depths[Int(pointer.number)] + 1)
        case .step(let outer, _): cellDepths.append(cellDepths[Int(outer.number)] + 1)
        }
        cellNumbers[node] = number
        cells.append(node)
        hasParts.append(false)
        return Cell(number: number)
    }

    subscript(cell: Cell) -> CellNode { cells[Int(cell.number)] }

    // MARK: Taking apart

    /// The pointer whose object a cell lies in, nil for variables and globals.
    func base(of cell: Cell) -> Term? {
        var cell = cell
        while true {
            switch self[cell] {
            case .variable, .global: return nil
            case .object(let pointer): return pointer
            case .step(let outer, _): cell = outer
            }
        }
    }

    func root(of cell: Cell) -> Cell {
        var cell = cell
        while case .step(let outer, _) = self[cell] { cell = outer }
        return cell
    }

    /// The parts of a cell that have been named so far.
    func parts(of whole: Cell) -> [Cell] {
        cells.indices.map { Cell(number: Int32($0)) }.filter { $0 != whole && root(of: $0) == whole }
    }

    /// The variable that a cell lies in, nil for the rest of memory.
    func variableNumber(of cell: Cell) -> Int? {
        if case .variable(let number) = self[root(of: cell)] { return number }
        return nil
    }

    /// The object that an address lies in: `ff` for `&ff->count`.
    func container(of term: Term) -> Term {
        if case .address(let cell) = self[term], let base = base(of: cell) { return base }
        return term
    }

    /// Whether the cell lies in an element of an array that cannot be told from the others.
    func isElement(_ cell: Cell) -> Bool {
        let isLocal = variableNumber(of: cell) != nil
        var cell = cell
        while case .step(let outer, let step) = self[cell] {
            if case .index(let index) = step, !isLocal || constant(index) == nil { return true }
            cell = outer
        }
        return false
    }

    /// Whether the cell lies in a member that is an array, be it in its first element.
    func isInArray(_ cell: Cell) -> Bool {
        var cell = cell
        while case .step(let outer, _) = self[cell] {
            if case .array? = type(of: cell) { return true }
            cell = outer
        }
        return false
    }

    /// The pointers that a number was made from by arithmetic, as with flags in the low bits.
    func ingredients(of term: Term) -> [Term] {
        switch self[term] {
        case .binary(let operation, let left, let right) where !operation.isComparison:
            [container(of: left), container(of: right)] + ingredients(of: left) + ingredients(of: right)
        default: []
        }
    }

    /// The member that an address points to, nil where it is no member's.
    func lastField(of term: Term) -> FieldRef? {
        if case .address(let cell) = self[term], case .step(_, .field(let field)) = self[cell] { return field }
        return nil
    }

    /// Whether a term is made from another.
    func mentions(_ term: Term, _ part: Term) -> Bool {
        if term == part { return true }
        return switch self[term] {
        case .integer, .function, .string, .symbol: false
        case .load(let cell, _), .address(let cell): mentions(cell, part)
        case .unary(_, let inner), .part(let inner, _): mentions(inner, part)
        case .binary(_, let left, let right): mentions(left, part) || mentions(right, part)
        }
    }

    /// Whether a term is made from something that the function was given.
    func isGiven(_ term: Term) -> Bool {
        switch self[term] {
        case .symbol(.parameter): true
        case .integer, .function, .string, .symbol: false
        case .load(let cell, _), .address(let cell): base(of: cell).map(isGiven) ?? false
        case .unary(_, let inner), .part(let inner, _): isGiven(inner)
        case .binary(_, let left, let right): isGiven(left) || isGiven(right)
        }
    }

    /// Whether whoever knows what the function was given can ask for a term too: memory is still there, whatever others
    /// have written to it meanwhile.
    func isAsked(_ term: Term) -> Bool {
        switch self[term] {
        case .symbol(.parameter), .integer: true
        case .function, .string: false
        case .symbol(.forgotten(_, let cell)), .symbol(.joined(_, let cell)), .symbol(.link(_, let cell)), .load(let cell, _), .address(let cell):
            base(of: cell).map(isAsked) ?? false
        case .symbol(.stale(let newer)): isAsked(newer)
        case .symbol: false
        case .unary(_, let inner), .part(let inner, _): isAsked(inner)
        case .binary(_, let left, let right): isAsked(left) && isAsked(right)
        }
    }

    private func mentions(_ cell: Cell, _ part: Term) -> Bool {
        switch self[cell] {
        case .variable, .global: false
        case .object(let pointer): mentions(pointer, part)
        case .step(let outer, _): mentions(outer, part)
        }
    }

    func isInside(_ cell: Cell, _ whole: Cell) -> Bool {
        var cell = cell
        while case .step(let outer, _) = self[cell] {
            if outer == whole { return true }
            cell = outer
        }
        return false
    }

    /// The first step of the way from a struct to a cell inside it.
    func firstField(of cell: Cell, in whole: Cell) -> FieldRef? {
        var cell = cell
        while case .step(let outer, let step) = self[cell] {
            if outer == whole {
                if case .field(let field) = step { return field }
                return nil
            }
            cell = outer
        }
        return nil
    }

    /// The pointer and the constant that was added to it.
    func displaced(_ term: Term) -> (Term, Int)? {
        if case .binary(.add, let inner, let amount) = self[term], case .integer(let number) = self[amount] {
            return (inner, Int(clamping: number))
        }
        return nil
    }

    /// The pointer itself, where a constant was added to it: container_of() has found an object from one of its members.
    func undisplaced(_ term: Term) -> Term { displaced(term)?.0 ?? term }

    /// The base pointer and the bytes from there to the cell, where the way is all fields.
    private func objectOffset(_ cell: Cell) -> (Term, Int)? {
        var cell = cell
        var total = 0
        while true {
            switch self[cell] {
            case .object(let pointer): return (pointer, total)
            case .step(let outer, .field(let field)):
                guard let offset = layouts.offset(of: field) else { return nil }
                total += offset
                cell = outer
            default: return nil
            }
        }
    }

    /// The address some bytes before the start of a cell, where a struct around it starts there.
    func enclosing(_ cell: Cell, before distance: Int) -> Term? {
        var cell = cell
        var left = distance
        while left > 0, case .step(let outer, .field(let field)) = self[cell], let offset = layouts.offset(of: field) {
            left -= offset
            cell = outer
        }
        return left == 0 ? address(cell) : nil
    }

    /// Whether the cell links the entries of a list or tree.
    func isLink(_ cell: Cell) -> Bool {
        if case .step(_, .field(let field)) = self[cell] { return layouts.isLink(field) }
        return false
    }

    func type(of cell: Cell) -> CType? {
        if case .step(_, .field(let field)) = self[cell] { return layouts.type(of: field) }
        return nil
    }

    /// Whether nothing but the function itself changes the cell: variables, and fields that keep their value.
    private func isStable(_ cell: Cell) -> Bool {
        switch self[cell] {
        case .variable: true
        case .step(_, .field(let field)): layouts.isStable(field)
        // What the caller's own variable holds: `*stackp`.
        case .object(let pointer): if case .symbol(.parameter) = self[pointer] { true } else { false }
        case .step, .global: false
        }
    }

    // MARK: The same at all times

    private var timelessTerms: [Int32: Term] = [:]

    /// The term with all that it loads loaded at the function's start.
    func timeless(_ term: Term) -> Term {
        if let known = timelessTerms[term.number] { return known }
        let result: Term =
            switch self[term] {
            case .integer, .symbol, .function, .string: term
            case .load(let cell, _): load(timeless(cell), epoch: 0)
            case .address(let cell): address(timeless(cell))
            case .unary(let operation, let inner): raw(.unary(operation, timeless(inner)), defaultRange(term))
            case .binary(let operation, let left, let right): raw(.binary(operation, timeless(left), timeless(right)), defaultRange(term))
            case .part(let whole, let step): part(timeless(whole), step)
            }
        timelessTerms[term.number] = result
        return result
    }

    private func timeless(_ cell: Cell) -> Cell {
        switch self[cell] {
        case .variable, .global: cell
        case .object(let pointer): object(timeless(pointer))
        case .step(let outer, .index(let index)): step(timeless(outer), .index(timeless(index)))
        case .step(let outer, let step): self.step(timeless(outer), step)
        }
    }

    // MARK: What terms are made of

    private var leavesOfTerms: [Int32: [Term]] = [:]

    /// The symbols that a term is made of, parameters not among them.
    func leaves(of term: Term) -> [Term] {
        if let known = leavesOfTerms[term.number] { return known }
        var found: [Term] = []
        switch self[term] {
        case .integer, .function, .string, .symbol(.parameter): break
        case .symbol: found = [term]
        // What lies in the function's own variables is nothing that its callers can name.
        case .load(let cell, _), .address(let cell): found = variableNumber(of: cell) == nil ? leaves(of: cell) : [term]
        case .unary(_, let inner): found = leaves(of: inner)
        case .binary(_, let left, let right): found = leaves(of: left) + leaves(of: right)
        case .part(let whole, let step):
            found = leaves(of: whole)
            if case .index(let index) = step { found += leaves(of: index) }
        }
        leavesOfTerms[term.number] = found
        return found
    }

    func leaves(of cell: Cell) -> [Term] {
        switch self[cell] {
        case .variable, .global: []
        case .object(let pointer): leaves(of: pointer)
        case .step(let outer, .field): leaves(of: outer)
        case .step(let outer, .index(let index)): leaves(of: outer) + leaves(of: index)
        }
    }
}
