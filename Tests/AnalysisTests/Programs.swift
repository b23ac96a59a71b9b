import Analysis
import Clang
import Lowering
import Program

/// Parses C files from memory, each a unit of its own; a name that ends in `.h` is a header for all of them.
func lowerUnits(_ files: [String: String]) throws -> [ProgramUnit] {
    let root = "/fuselint-test-tree/"
    let sorted = files.sorted { $0.key < $1.key }
    let unsaved = sorted.map { UnsavedFile(path: root + $0.key, contents: Array($0.value.utf8)) }
    return try sorted.map(\.key).filter { $0.hasSuffix(".c") }.map { name in
        let unit = try ClangIndex().parse(root + name, arguments: ["-std=gnu11", "-w", "-I", root], unsaved: unsaved)
        return ProgramUnit(lowering: unit, file: name) { path in
            path.hasPrefix(root) ? String(path.dropFirst(root.count)) : nil
        }
    }
}

/// The call graph of some files, with others to find bodies in.
func callGraph(
    _ files: [String: String], elsewhere: [String: String] = [:], asked: Asked? = nil, extraEdges: [CallEdge] = []
) throws -> CallGraph {
    let headers = files.filter { $0.key.hasSuffix(".h") }
    let units = try lowerUnits(elsewhere.merging(headers) { given, _ in given })
    return CallGraph(
        WholeProgram(try lowerUnits(files)), bodies: Bodies(units: units, asked: asked), extraEdges: extraEdges)
}

/// Bodies from units in memory; says what it was asked for.
struct Bodies: BodySource {
    var units: [ProgramUnit]
    var asked: Asked?

    func unit(defining name: String) -> ProgramUnit? {
        asked?.add(name)
        return units.first { unit in unit.functions.contains { $0.ref == FunctionRef(name: name) } }
    }
}

/// A function with external linkage.
func function(_ name: String) -> FunctionRef { FunctionRef(name: name) }

/// A static function.
func function(_ name: String, in file: String) -> FunctionRef { FunctionRef(name: name, file: file) }

extension CallGraph {
    /// The names of the functions that one calls, in order, as a person reads the source.
    func callees(of caller: FunctionRef) -> [String] { calls(from: caller).map(\.callee.name) }
}
