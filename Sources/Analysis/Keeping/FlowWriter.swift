import Findings
import Program

/// Writes what following one function has shown, so that it can be read in a program in which functions stand elsewhere.
///
/// Terms are written as the numbers that they have among those that are written, in the order of their own numbers.
struct FlowWriter {
    var bytes = ByteWriter()
    /// The numbers that terms are written as.
    private var numbers: TermNumbers?
    /// Terms are to be numbered, and what is written does not count.
    private var isNumbering: Bool
    private let places: FunctionPlaces
    private let claims: [Claim: ClaimName]
    /// Something was to be written that cannot be found again.
    var isLost = false

    init(_ places: FunctionPlaces, claims: [Claim: ClaimName]) {
        self.places = places
        self.claims = claims
        isNumbering = false
    }

    /// Writes something that is made of a table's terms, after those of them that it is made of.
    mutating func write(using terms: TermTable, _ write: (inout FlowWriter) -> Void) {
        var first = self
        first.numbers = TermNumbers(terms)
        first.isNumbering = true
        write(&first)
        numbers = first.numbers
        numbers?.number()
        if let numbers { self.write(numbers) }
        write(&self)
    }

    mutating func write(_ term: Term) {
        if isNumbering { numbers?.add(term) } else { bytes.write(numbers?.number(of: term) ?? -1) }
    }

    mutating func write(_ cell: Cell) {
        if isNumbering { numbers?.add(cell) } else { bytes.write(numbers?.number(of: cell) ?? -1) }
    }

    mutating func write(_ function: Function) {
        bytes.write(function.ref)
        if places.program.functions[function.ref] == nil { isLost = true }
    }

    /// A span of a function, as lines of the function.
    mutating func write(_ span: Span, in function: Function) {
        bytes.firstLine = function.lines.lowerBound
        bytes.write(span)
        bytes.firstLine = 0
    }

    /// A position as a line of the function that it lies in. One in no function is in a file that a body includes, and as
    /// good as the body's spans that say so.
    mutating func write(_ position: Position) {
        let function = places.function(at: position)
        bytes.write(function?.ref)
        if function == nil { bytes.write(position.file) }
        bytes.write(position.line - (function?.lines.lowerBound ?? 0))
        bytes.write(position.column)
    }

    mutating func write(_ claim: Claim) {
        if let name = name(of: claim) { write(name) } else { isLost = true }
    }

    func name(of claim: Claim) -> ClaimName? { claims[claim] }

    mutating func write(_ name: ClaimName) {
        bytes.write(name.function)
        bytes.write(name.number)
    }

    /// Elements by number and one after the other.
    mutating func write<Element>(_ elements: some Collection<Element>, _ write: (inout FlowWriter, Element) -> Void) {
        bytes.write(elements.count)
        for element in elements { write(&self, element) }
    }

    mutating func write<Value>(_ value: Value?, _ write: (inout FlowWriter, Value) -> Void) {
        bytes.write(value != nil)
        if let value { write(&self, value) }
    }
}

/// Reads what a `FlowWriter` has written.
struct FlowReader {
    var bytes: ByteReader
    private let program: WholeProgram
    /// The claims of the functions that were asked for.
    private let claims: (FunctionRef) -> [Claim]
    /// How many terms and cells there are.
    private var counts = (terms: 0, cells: 0)

    init(_ bytes: [UInt8], _ program: WholeProgram, claims: @escaping (FunctionRef) -> [Claim]) throws(ByteCodingError) {
        self.bytes = try ByteReader(bytes)
        self.program = program
        self.claims = claims
    }

    mutating func expect(terms: Int, cells: Int) { counts = (terms, cells) }

    mutating func readTerm() throws(ByteCodingError) -> Term { Term(number: Int32(try bytes.readIndex(below: counts.terms))) }
    mutating func readCell() throws(ByteCodingError) -> Cell { Cell(number: Int32(try bytes.readIndex(below: counts.cells))) }

    mutating func readFunction() throws(ByteCodingError) -> Function {
        guard let function = program.functions[try bytes.read()] else { throw .damaged }
        return function
    }

    mutating func readSpan(in function: Function) throws(ByteCodingError) -> Span {
        bytes.firstLine = function.lines.lowerBound
        defer { bytes.firstLine = 0 }
        let span: Span = try bytes.read()
        guard function.files.indices.contains(span.file), span.macro.map(function.macros.indices.contains) ?? true else { throw .damaged }
        return span
    }

    mutating func readPosition() throws(ByteCodingError) -> Position {
        let ref: FunctionRef? = try bytes.read()
        let function = ref.flatMap { program.functions[$0] }
        if ref != nil, function == nil { throw .damaged }
        let file = if let function { function.file } else { try bytes.readString() }
        return Position(file: file, line: try bytes.readInt() + (function?.lines.lowerBound ?? 0), column: try bytes.readInt())
    }

    mutating func readClaim() throws(ByteCodingError) -> Claim {
        let known = claims(try bytes.read())
        return known[try bytes.readIndex(below: known.count)]
    }

    mutating func readList<Element>(_ read: (inout FlowReader) throws(ByteCodingError) -> Element) throws(ByteCodingError) -> [Element] {
        let count = try bytes.readCount()
        var elements: [Element] = []
        elements.reserveCapacity(count)
        for _ in 0..<count { elements.append(try read(&self)) }
        return elements
    }

    mutating func readOptional<Value>(_ read: (inout FlowReader) throws(ByteCodingError) -> Value) throws(ByteCodingError) -> Value? {
        try bytes.readBool() ? try read(&self) : nil
    }
}

/// How a claim is found again: the function that makes it, and which of its claims it is.
struct ClaimName {
    var function: FunctionRef
    var number: Int
}

/// Which function of a program stands where.
final class FunctionPlaces: Sendable {
    let program: WholeProgram
    /// By file, in the order of their names.
    private let functions: [String: [Function]]

    init(_ program: WholeProgram) {
        self.program = program
        functions = Dictionary(grouping: program.sortedFunctions, by: \.file)
    }

    /// The function that a position lies in; the first by name of those that one line makes.
    func function(at position: Position) -> Function? {
        functions[position.file]?.first { $0.lines.contains(position.line) }
    }
}
