import Findings
import Program

/// All units of the directory under analysis, as one.
public struct WholeProgram: Sendable {
    /// Bodies by name; a header's body that several units hold is here once.
    public private(set) var functions: [FunctionRef: Function] = [:]
    /// Of those bodies of which they are known.
    private var digests: [FunctionRef: Digest] = [:]
    public private(set) var globals: [Global] = []
    public private(set) var records: [String: Record] = [:]
    /// By the unit's file, records whose names other units have given to records of their own: `struct workspace` of three
    /// compressors.
    public private(set) var namesakes: [String: [String: Record]] = [:]
    private var declared: [Set<String>] = []
    /// The main files of the units.
    public private(set) var files: Set<String> = []
    /// The directories of the units' own files.
    public private(set) var ownDirectories: Set<String> = []
    private var globalNames: Set<String> = []

    public init(_ units: [ProgramUnit] = []) {
        for unit in units { add(unit) }
    }

    /// Adds a unit; of two bodies of one function the first stays.
    public mutating func add(_ unit: ProgramUnit) {
        files.insert(unit.file)
        ownDirectories.insert(directory(of: unit.file))
        for (index, function) in unit.functions.enumerated() where functions[function.ref] == nil {
            functions[function.ref] = function
            digests[function.ref] = unit.digest(ofFunction: index)
        }
        let known = globalNames
        globals += unit.globals.filter { !known.contains($0.name) }
        globalNames.formUnion(unit.globals.map(\.name))
        for (name, record) in unit.records {
            let known = records.updateValue(records[name] ?? record, forKey: name)
            if let known, known.file != record.file, known != record { namesakes[unit.file, default: [:]][name] = record }
        }
        // Not joined: thousands of names each, and hardly any is ever asked for.
        declared.append(unit.declaredFunctions)
    }

    /// Whether some unit declares the function.
    public func declares(_ name: String) -> Bool { declared.contains { $0.contains(name) } }

    /// Puts a body in place of whatever was known of the function.
    ///
    /// - Parameter digest: the body's, where it is known.
    public mutating func replace(_ function: Function, digest: Digest? = nil) {
        functions[function.ref] = function
        digests[function.ref] = digest
    }

    /// What differs where the function's body does; nil where there is none.
    func digest(of ref: FunctionRef) -> Digest? { digests[ref] ?? functions[ref]?.digest }

    /// Whether the function's body is in one of the units' own files rather than in a header or elsewhere.
    public func isOwn(_ function: Function) -> Bool { files.contains(function.file) }

    /// Whether the function has a body in one of the units' own files.
    public func isOwnBody(_ ref: FunctionRef) -> Bool { functions[ref].map(isOwn) ?? false }

    /// Whether the function's body is in the directory under analysis, headers included.
    public func isUnderAnalysis(_ function: Function) -> Bool {
        isOwn(function) || ownDirectories.contains(directory(of: function.file))
    }

    /// Whether the record is declared in the directory under analysis.
    public func isOwnRecord(_ record: Record) -> Bool { ownDirectories.contains(record.directory) }

    /// The functions in an order that depends on nothing but their names.
    public var sortedFunctions: [Function] { functions.keys.sorted().map { functions[$0]! } }

    /// The functions whose bodies are in the directory under analysis, in the same order.
    public var sortedFunctionsUnderAnalysis: [Function] {
        functions.lazy.filter { isUnderAnalysis($0.value) }.map(\.key).sorted().map { functions[$0]! }
    }
}

/// The directory part of a tree-relative path.
private func directory(of path: String) -> String {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) } ?? ""
}

extension Record {
    /// The directory of the file that declares it.
    var directory: String { Analysis.directory(of: file) }
}

extension Function {
    /// Where a span starts.
    public func position(_ span: Span) -> Position {
        Position(file: files[span.file], line: span.line, column: span.column)
    }

    /// The line of a span, counted from the function's first in the function's own file: the same wherever the function stands.
    func ownLine(of span: Span) -> Int { span.file == 0 ? span.line - lines.lowerBound : span.line }
}

/// Gives bodies of functions that the program under analysis only declares: helpers in other directories.
public protocol BodySource: Sendable {
    /// The unit that defines a function of external linkage; nil where it cannot be found.
    func unit(defining name: String) -> ProgramUnit?
}
