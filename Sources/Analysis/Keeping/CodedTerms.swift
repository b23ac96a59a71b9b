import Program

/// Those of a table's terms that something is made of, numbered in their order.
struct TermNumbers {
    private let terms: TermTable
    private var termNumbers: [Int32: Int] = [:]
    private var cellNumbers: [Int32: Int] = [:]

    init(_ terms: TermTable) { self.terms = terms }

    /// The number of one that was added, nil for others.
    func number(of term: Term) -> Int? { termNumbers[term.number] }
    func number(of cell: Cell) -> Int? { cellNumbers[cell.number] }

    /// Adds a term with all that it is made of.
    mutating func add(_ term: Term) {
        guard termNumbers.updateValue(0, forKey: term.number) == nil else { return }
        switch terms[term] {
        case .integer, .function, .string: break
        case .symbol(let symbol): add(symbol)
        case .load(let cell, epoch: _), .address(let cell): add(cell)
        case .unary(_, let inner): add(inner)
        case .binary(_, let left, let right):
            add(left)
            add(right)
        case .part(let whole, let step):
            add(whole)
            add(step)
        }
    }

    mutating func add(_ cell: Cell) {
        guard cellNumbers.updateValue(0, forKey: cell.number) == nil else { return }
        switch terms[cell] {
        case .variable, .global: break
        case .object(let pointer): add(pointer)
        case .step(let outer, let step):
            add(outer)
            add(step)
        }
    }

    mutating func add(_ step: CellStep) { if case .index(let index) = step { add(index) } }

    private mutating func add(_ symbol: Symbol) {
        switch symbol {
        case .parameter, .result, .callee, .deep, .outcome: break
        case .forgotten(site: _, let cell), .joined(block: _, let cell), .link(site: _, let cell): add(cell)
        case .stale(let newer): add(newer)
        }
    }

    /// Gives those that were added their numbers.
    mutating func number() {
        for (number, term) in termNumbers.keys.sorted().enumerated() { termNumbers[term] = number }
        for (number, cell) in cellNumbers.keys.sorted().enumerated() { cellNumbers[cell] = number }
    }

    /// Those that were added, in order.
    var nodes: [(TermNode, Range64)] {
        termNumbers.keys.sorted().map { (terms[Term(number: $0)], terms.defaultRange(Term(number: $0))) }
    }
    var cells: [CellNode] { cellNumbers.keys.sorted().map { terms[Cell(number: $0)] } }
}

// MARK: Terms as bytes. The numbers of cases are written, so their order here is part of the form.

extension FlowWriter {
    mutating func write(_ numbers: TermNumbers) {
        let (nodes, cells) = (numbers.nodes, numbers.cells)
        bytes.write(nodes.count)
        bytes.write(cells.count)
        for (node, range) in nodes {
            write(node)
            write(range)
        }
        for cell in cells { write(cell) }
    }

    mutating func write(_ range: Range64) {
        bytes.write(range.lower)
        bytes.write(range.upper)
        bytes.write(range.excludesZero)
    }

    fileprivate mutating func write(_ node: TermNode) {
        switch node {
        case .integer(let number):
            bytes.write(0)
            bytes.write(number)
        case .symbol(let symbol):
            bytes.write(1)
            write(symbol)
        case .load(let cell, let epoch):
            bytes.write(2)
            write(cell)
            bytes.write(Int(epoch))
        case .address(let cell):
            bytes.write(3)
            write(cell)
        case .function(let ref):
            bytes.write(4)
            bytes.write(ref)
        case .string(let text):
            bytes.write(5)
            bytes.write(text)
        case .unary(let operation, let inner):
            bytes.write(6)
            bytes.write(operation)
            write(inner)
        case .binary(let operation, let left, let right):
            bytes.write(7)
            bytes.write(operation)
            write(left)
            write(right)
        case .part(let whole, let step):
            bytes.write(8)
            write(whole)
            write(step)
        }
    }

    fileprivate mutating func write(_ node: CellNode) {
        switch node {
        case .variable(let number):
            bytes.write(0)
            bytes.write(number)
        case .global(let name):
            bytes.write(1)
            bytes.write(name)
        case .object(let pointer):
            bytes.write(2)
            write(pointer)
        case .step(let outer, let step):
            bytes.write(3)
            write(outer)
            write(step)
        }
    }

    mutating func write(_ step: CellStep) {
        switch step {
        case .field(let field):
            bytes.write(0)
            bytes.write(field)
        case .index(let index):
            bytes.write(1)
            write(index)
        }
    }

    private mutating func write(_ symbol: Symbol) {
        switch symbol {
        case .parameter(let number): write(0, number)
        case .result(let site): write(1, Int(site))
        case .forgotten(let site, let cell):
            write(2, Int(site))
            write(cell)
        case .joined(let block, let cell):
            write(3, Int(block))
            write(cell)
        case .stale(let newer):
            bytes.write(4)
            write(newer)
        case .callee(let site, let number):
            write(5, Int(site))
            bytes.write(Int(number))
        case .link(let site, let cell):
            write(6, Int(site))
            write(cell)
        case .deep(let number): write(7, Int(number))
        case .outcome(let site, let index):
            write(8, Int(site))
            bytes.write(Int(index))
        }
    }

    private mutating func write(_ tag: Int, _ number: Int) {
        bytes.write(tag)
        bytes.write(number)
    }
}

extension FlowReader {
    /// The table that what follows is made of.
    mutating func readTerms(_ layouts: Layouts) throws(ByteCodingError) -> TermTable {
        let (termCount, cellCount) = (try bytes.readCount(), try bytes.readCount())
        expect(terms: termCount, cells: cellCount)
        var (nodes, defaults, cells): ([TermNode], [Range64], [CellNode]) = ([], [], [])
        nodes.reserveCapacity(termCount)
        defaults.reserveCapacity(termCount)
        for _ in 0..<termCount {
            nodes.append(try readTermNode())
            defaults.append(try readRange())
        }
        cells.reserveCapacity(cellCount)
        for _ in 0..<cellCount { cells.append(try readCellNode()) }
        return TermTable(layouts, nodes: nodes, defaults: defaults, cells: cells)
    }

    mutating func readRange() throws(ByteCodingError) -> Range64 {
        Range64(lower: try bytes.readInt64(), upper: try bytes.readInt64(), excludesZero: try bytes.readBool())
    }

    private mutating func readInt32() throws(ByteCodingError) -> Int32 {
        guard let number = Int32(exactly: try bytes.readInt()) else { throw .damaged }
        return number
    }

    private mutating func readTermNode() throws(ByteCodingError) -> TermNode {
        switch try bytes.readIndex(below: 9) {
        case 0: .integer(try bytes.readInt64())
        case 1: .symbol(try readSymbol())
        case 2: .load(try readCell(), epoch: try readInt32())
        case 3: .address(try readCell())
        case 4: .function(try bytes.read())
        case 5: .string(try bytes.readString())
        case 6: .unary(try bytes.readRaw(), try readTerm())
        case 7: .binary(try bytes.readRaw(), try readTerm(), try readTerm())
        default: .part(try readTerm(), try readStep())
        }
    }

    private mutating func readCellNode() throws(ByteCodingError) -> CellNode {
        switch try bytes.readIndex(below: 4) {
        case 0: .variable(try bytes.readInt())
        case 1: .global(try bytes.readString())
        case 2: .object(try readTerm())
        default: .step(try readCell(), try readStep())
        }
    }

    mutating func readStep() throws(ByteCodingError) -> CellStep {
        try bytes.readIndex(below: 2) == 0 ? .field(try bytes.read()) : .index(try readTerm())
    }

    private mutating func readSymbol() throws(ByteCodingError) -> Symbol {
        switch try bytes.readIndex(below: 9) {
        case 0: .parameter(try bytes.readInt())
        case 1: .result(site: try readInt32())
        case 2: .forgotten(site: try readInt32(), try readCell())
        case 3: .joined(block: try readInt32(), try readCell())
        case 4: .stale(try readTerm())
        case 5: .callee(site: try readInt32(), try readInt32())
        case 6: .link(site: try readInt32(), try readCell())
        case 7: .deep(try readInt32())
        default: .outcome(site: try readInt32(), index: try readInt32())
        }
    }
}
